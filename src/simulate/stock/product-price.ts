/**
 * What a product or a variant costs in a language at a price list. In: the kept form, in which a client may have written
 * prices, discounts and sale prices. Out: all the prices that the REST API shows. That the shop keeps prices with VAT,
 * and that a list's per cent comes off the default list's price, is inferred.
 */
import { wareOf } from './goods.ts';
import type { Surroundings } from './kind.ts';
import type { Language } from './languages.ts';
import { cents, inCurrency, priceOf, vatIn, type Price } from './money.ts';
import { DEFAULT_NAME, DEFAULT_PRICELIST, pricelistsOf, type Pricelist } from './pricelists.ts';
import { complete, listOf, numberOf, thingOf, type Thing } from './thing.ts';

export interface Priced {
  /** The kept form of the product. */
  readonly product: Thing;
  /** Of its variant; null: the product itself. */
  readonly variant: Thing | null;
}

export interface ProductPrice extends Price {
  readonly original: number;
  readonly discount: number | null;
  readonly sale: number | null;
  /** In per cent. */
  readonly vat: number;
}

export function productPrice(priced: Priced, language: Language, pricelist: Pricelist): ProductPrice {
  const lists = listOf(givenPrices(priced, language)['pricelists']) ?? [];
  // A list without a name is the default one (documented).
  const byDefault = lists.find(({ name }) => name === '' || name === DEFAULT_NAME);
  const byName = lists.find(({ name }) => name === pricelist.name);
  const given = byName ?? (pricelist.id === DEFAULT_PRICELIST ? byDefault : undefined);
  const base = numberOf(byDefault?.['price_original']) ?? usualPrice(priced.product, language);
  const usual = roundTo(base * (1 - pricelist.percent / 100), language);
  const original = cents(numberOf(given?.['price_original']) ?? usual);
  const discount = numberOf(given?.['product_discount']);
  const sale = numberOf(given?.['price_sale']);
  const final = sale ?? (discount === null ? original : roundTo(original * (1 - discount / 100), language));
  const vat = vatOf(priced.product, language.country);
  return { original, discount, sale, vat, ...priceOf(final, vat, true) };
}

/** As the REST API lists them: by language, and in it by price list. */
export function listPrices(priced: Priced, languages: readonly Language[], shop: Surroundings): readonly Thing[] {
  const lists = pricelistsOf(shop);
  return languages.map((language) => {
    const pricelists = lists.map((list) => describePrice(list, productPrice(priced, language, list)));
    const usual = usualPrice(priced.product, language);
    const documented = {
      language: language.id,
      currency: language.currency,
      pricelists: [],
      price_purchase: roundTo(usual * 0.6, language),
      price_common: roundTo(usual * 1.15, language),
      vat: vatOf(priced.product, language.country),
      recycling_fee: null,
    };
    const { currency, vat } = documented;
    return { ...complete(documented, givenPrices(priced, language)), currency, pricelists, vat };
  });
}

function describePrice({ name }: Pricelist, price: ProductPrice): Thing {
  return {
    name,
    price_original: price.original,
    product_discount: price.discount,
    product_discount_real: price.discount ?? 0,
    price_sale: price.sale,
    price_with_vat: price.withVat,
    price_without_vat: price.withoutVat,
  };
}

/** A variant without prices has the product's (documented: null is inherited). */
function givenPrices({ product, variant }: Priced, language: Language): Thing {
  const isIt = (one: Thing): boolean => one['language'] === language.id;
  const own = (listOf(variant?.['prices']) ?? []).find(isIt);
  return own ?? (listOf(product['prices']) ?? []).find(isIt) ?? {};
}

function usualPrice(product: Thing, { currency }: Language): number {
  return inCurrency(wareOf(idOf(product)).crowns, currency);
}

function idOf(product: Thing): number {
  return numberOf(product['product_id']) ?? 0;
}

function roundTo(amount: number, { currency }: Language): number {
  return currency === 'CZK' ? Math.round(amount) : cents(amount);
}

export function vatOf(product: Thing, country: string): number {
  const { goods } = wareOf(idOf(product));
  return numberOf(thingOf(product['vats'])[country]) ?? vatIn(country, goods.vat);
}
