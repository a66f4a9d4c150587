/**
 * Products. Kept of one: its code, and whatever was written or has changed; all else follows from its id.
 */
import type { Random } from '../../core/random.ts';
import { titleOf, wareOf } from './goods.ts';
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { languagesOf, type Language } from './languages.ts';
import { pricelistOf } from './pricelists.ts';
import { productPrice } from './product-price.ts';
import { isSameVariant, variantsOf } from './product-variants.ts';
import { stockOf, wholeProduct } from './product-whole.ts';
import { listOf, merge, mergeLists, numberOf, textOf, type Thing } from './thing.ts';

/** So many are there when the shop opens. */
const AT_FIRST = 20;
/** One code in so many is empty: the API notes say that a product needs none. */
const EMPTY_CODE = 0.04;

export const PRODUCTS: Kind = {
  entity: 'Products',
  idField: 'product_id',
  drawsOn: ['Languages', 'Pricelists', 'Availabilities', 'Categories'],
  idAfter: nextNumber,
  opensWith: () => Array.from({ length: AT_FIRST }, (_, index) => ({ product_id: index + 1 })),
  pin(known, shop) {
    if (known['code'] !== undefined) return known;
    const id = known['product_id'];
    const { goods, colour } = wareOf(numberOf(id) ?? 0);
    const hasCode = !shop.randomOf('Products', id).chance(EMPTY_CODE);
    return { ...known, code: hasCode ? `${goods.word}-${colour.word}-${String(id)}` : null };
  },
  whole: wholeProduct,
  revise,
  live,
};

/** Texts are paired by language, prices by language and price list, variants by id or code (documented). */
function revise(known: Thing, fields: Thing): Thing {
  const byLanguage = (field: string, revised: (before: Thing, after: Thing) => Thing): Thing => {
    const [before, after] = [listOf(known[field]), listOf(fields[field])];
    if (before === null || after === null) return {};
    const whole = mergeLists(before, after, ({ language }) => language);
    const both = whole.map((one) => {
      const earlier = before.find(({ language }) => language === one['language']);
      return earlier === undefined ? one : revised(earlier, one);
    });
    return { [field]: both };
  };
  const variants = listOf(fields['variants']);
  return {
    ...merge(known, fields),
    ...byLanguage('descriptions', (_before, after) => after),
    ...byLanguage('prices', revisePricelists),
    ...(variants === null ? {} : { variants: reviseVariants(variantsOf(known), variants) }),
  };
}

function revisePricelists(before: Thing, after: Thing): Thing {
  const [lists, changes] = [listOf(before['pricelists']), listOf(after['pricelists'])];
  if (lists === null || changes === null) return after;
  return { ...after, pricelists: mergeLists(lists, changes, ({ name }) => name) };
}

function reviseVariants(known: readonly Thing[], changes: readonly Thing[]): readonly Thing[] {
  const changed = known.map((variant) => {
    const change = changes.find((one) => isSameVariant(variant, one));
    return change === undefined ? variant : merge(variant, change);
  });
  return [...changed, ...changes.filter((change) => !known.some((variant) => isSameVariant(variant, change)))];
}

/** Mostly somebody buys one or the shelf is filled; now and then the price changes. */
function live(known: Thing, random: Random, shop: Surroundings): Thing {
  const stock = stockOf(known, shop);
  const isBought = stock > 2 && random.chance(0.8);
  if (random.chance(0.8)) return { stock: isBought ? stock - random.int(1, 2) : stock + 20 };
  const [language] = languagesOf(shop);
  if (language === undefined) return {};
  const list = pricelistOf(null, shop);
  const { original } = productPrice({ product: known, variant: null }, language, list);
  const price = Math.max(1, Math.round(original * (0.9 + random.next() / 5)));
  return { prices: [{ language: language.id, pricelists: [{ name: list.name, price_original: price }] }] };
}

/** Its name as an order line says it. */
export function titleIn(known: Thing, language: Language): string {
  const given = (listOf(known['descriptions']) ?? []).find((one) => one['language'] === language.id);
  return textOf(given?.['title']) ?? titleOf(wareOf(numberOf(known['product_id']) ?? 0), language.id);
}
