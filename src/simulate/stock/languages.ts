/**
 * Languages of the shop: `cs`, `sk`, `en`, each with its currency, country and domain. What is written in languages -
 * descriptions, names of statuses - is written in those that the shop has.
 */
import type { Kind, Surroundings } from './kind.ts';
import { boolOf, complete, listOf, merge, mergeLists, textOf, type Thing } from './thing.ts';

/** A text in Czech, Slovak and English. */
export type Texts = readonly [string, string, string];

export interface Language {
  readonly id: string;
  readonly currency: string;
  readonly country: string;
  readonly url: string;
}

interface Origin {
  readonly currency: string;
  readonly country: string;
  readonly domain: string;
}

const ORIGINS: ReadonlyMap<string, Origin> = new Map([
  ['cs', { currency: 'CZK', country: 'cz', domain: 'example.cz' }],
  ['sk', { currency: 'EUR', country: 'sk', domain: 'example.sk' }],
  ['en', { currency: 'EUR', country: 'de', domain: 'example.com' }],
  ['de', { currency: 'EUR', country: 'de', domain: 'example.de' }],
  ['pl', { currency: 'EUR', country: 'pl', domain: 'example.pl' }],
  ['hu', { currency: 'EUR', country: 'hu', domain: 'example.hu' }],
  ['ro', { currency: 'EUR', country: 'ro', domain: 'example.ro' }],
  ['sl', { currency: 'EUR', country: 'si', domain: 'example.si' }],
]);
const CODES = [...ORIGINS.keys()];
const ELSEWHERE: Origin = { currency: 'EUR', country: 'de', domain: 'example.com' };

export const LANGUAGES: Kind = {
  entity: 'Languages',
  idField: 'language_id',
  drawsOn: [],
  // A shop may have the same language several times (documented: `actual_language_id`).
  idAfter: (_last, serial) => {
    const round = Math.floor(serial / CODES.length);
    return `${CODES[serial % CODES.length] ?? 'en'}${round === 0 ? '' : round + 1}`;
  },
  opensWith: () => [{ language_id: 'cs', default_yn: true }, { language_id: 'sk' }, { language_id: 'en' }],
  pin: (known) => known,
  whole(known, shop) {
    const id = textOf(known['language_id']) ?? '';
    const actual = id.slice(0, 2);
    const { currency, country, domain } = ORIGINS.get(actual) ?? ELSEWHERE;
    const logo = `https://${shop.shopName}.${domain}/images/logo`;
    const documented = {
      language_id: id,
      actual_language_id: actual,
      active_yn: true,
      default_yn: false,
      domain: `${shop.shopName}.${domain}`,
      currency_id: currency,
      default_country_id: country,
      logo_url: `${logo}.svg`,
      logo_no_svg: `${logo}.png`,
    };
    return complete(documented, known);
  },
  live: (known) => ({ active_yn: boolOf(known['active_yn']) === false }),
};

/** At most so many are written in: a shop that has more is not worth slowness. */
const MOST_LANGUAGES = 8;

export function languagesOf(shop: Surroundings): readonly Language[] {
  return shop.oldest('Languages', MOST_LANGUAGES).map((known) => readLanguage(known, shop));
}

/** The language asked for, or the shop's first one when it has no such. */
export function languageOf(id: unknown, shop: Surroundings): Language {
  const known = shop.find('Languages', id) ?? shop.oldest('Languages', 1)[0] ?? { language_id: 'cs' };
  return readLanguage(known, shop);
}

function readLanguage(known: Thing, shop: Surroundings): Language {
  const whole = shop.whole('Languages', known);
  return {
    id: textOf(whole['language_id']) ?? 'cs',
    currency: textOf(whole['currency_id']) ?? 'CZK',
    country: textOf(whole['default_country_id']) ?? 'cz',
    url: `https://${textOf(whole['domain']) ?? 'example.com'}`,
  };
}

export function textIn(language: string, texts: Texts): string {
  if (language.startsWith('cs')) return texts[0];
  return language.startsWith('sk') ? texts[1] : texts[2];
}

/** One element for each language of the shop; what is known of a language stands over it. */
export function described(
  known: unknown,
  { shop, field }: { readonly shop: Surroundings; readonly field: 'language' | 'language_id' },
  describe: (language: Language) => Thing,
): readonly Thing[] {
  const given = listOf(known) ?? [];
  const keyOf = (one: Thing): unknown => one[field];
  const usual = languagesOf(shop).map((language) => ({ [field]: language.id, ...describe(language) }));
  if (given.length === 0) return usual;
  return mergeLists(
    usual,
    given.filter((one) => textOf(keyOf(one)) !== null),
    keyOf,
  );
}

/** Given descriptions go into kept ones language by language. */
export function reviseDescriptions(field: 'language' | 'language_id'): (known: Thing, fields: Thing) => Thing {
  return (known, fields) => {
    const [before, after] = [listOf(known['descriptions']), listOf(fields['descriptions'])];
    const merged = merge(known, fields);
    if (before === null || after === null) return merged;
    return { ...merged, descriptions: mergeLists(before, after, (one) => one[field]) };
  };
}
