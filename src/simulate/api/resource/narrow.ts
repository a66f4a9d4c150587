/**
 * Parameters that choose within a thing too: `language` shows "only data bound to the language" (documented for
 * products), `pricelist` only the prices of that list (inferred). Variants are narrowed like their product.
 */
import { listOf, textOf, type Thing } from '../../stock/thing.ts';
import type { Parameter } from './meaning.ts';

export function narrowBy(
  thing: Thing,
  parameters: readonly Parameter[],
  textOfParameter: (name: string) => string,
): Thing {
  let narrowed = thing;
  for (const { name, meaning } of parameters) {
    const text = textOfParameter(name).trim().toLowerCase();
    if (text === '') continue;
    if (meaning.kind === 'language') narrowed = inLanguage(narrowed, meaning.lists, text);
    if (meaning.kind === 'pricelist') narrowed = inPricelist(narrowed, text);
  }
  return narrowed;
}

function isSame(value: unknown, text: string): boolean {
  return textOf(value)?.toLowerCase() === text;
}

function inLanguage(thing: Thing, lists: readonly string[], language: string): Thing {
  return withVariants(
    changed(thing, lists, (one) => isSame(one['language'], language)),
    (variant) => inLanguage(variant, lists, language),
  );
}

function changed(thing: Thing, lists: readonly string[], isKept: (one: Thing) => boolean): Thing {
  const narrowed = lists.flatMap((field) => {
    const list = listOf(thing[field]);
    return list === null ? [] : [[field, list.filter(isKept)] as const];
  });
  return { ...thing, ...Object.fromEntries(narrowed) };
}

function inPricelist(thing: Thing, name: string): Thing {
  const prices = (listOf(thing['prices']) ?? []).map((price) => ({
    ...price,
    pricelists: (listOf(price['pricelists']) ?? []).filter((list) => isSame(list['name'], name)),
  }));
  return withVariants({ ...thing, prices }, (variant) => inPricelist(variant, name));
}

function withVariants(thing: Thing, narrow: (variant: Thing) => Thing): Thing {
  const variants = listOf(thing['variants']);
  return variants === null ? thing : { ...thing, variants: variants.map(narrow) };
}
