/**
 * A line of an order, whole. In: the kept line with its price for one, quantity and VAT. Out: all documented fields, sums
 * computed. A product or variant that the shop has no more leaves null in its id (documented).
 */
import { availabilityOf, IN_STOCK } from './availabilities.ts';
import { categoryOf } from './categories.ts';
import { wareOf } from './goods.ts';
import type { Surroundings } from './kind.ts';
import { textIn, type Language } from './languages.ts';
import { cents, priceOf } from './money.ts';
import { eanOf, hasVariantCode, variantsOf } from './product-variants.ts';
import { boolOf, complete, numberOf, textOf, type Thing } from './thing.ts';
import { uuidOf } from './uuid.ts';

/** What the lines of one order have in common. */
export interface Paying {
  readonly shop: Surroundings;
  readonly language: Language;
  readonly includesVat: boolean;
}

/** What a line sells, in kept forms. */
export interface Found {
  readonly product: Thing;
  readonly variant: Thing | null;
}

/** All fields of the API description, in its order, as they are where nothing else is known. */
const LINE: Thing = {
  product_id: null,
  option_set_id: null,
  type: 'product',
  uuid: '',
  parent_uuid: null,
  code: null,
  code_supplier: null,
  supplier: null,
  ean: null,
  title: null,
  adult_yn: false,
  unit: '',
  length: null,
  length_unit: null,
  quantity: 1,
  price_per_unit: 0,
  price_per_unit_with_vat: 0,
  price_per_unit_without_vat: 0,
  price: 0,
  price_with_vat: 0,
  price_without_vat: 0,
  vat: 21,
  buy_price: null,
  recycling_fee: null,
  weight: 0,
  availability: null,
  stock_position: null,
  invoice_info: null,
  parameters: [],
  configurations: [],
  categories: [],
  image_url: null,
};

export function wholeLine(line: Thing, paying: Paying, uuidSeed: string): Thing {
  const found = findGoods({ product_id: line['product_id'], option_set_id: line['option_set_id'] }, paying.shop);
  const unit = textIn(paying.language.id, ['ks', 'ks', 'pc']);
  const usual = { ...LINE, uuid: uuidOf(uuidSeed), unit, ...(found === null ? {} : ofProduct(found, paying.shop)) };
  return { ...complete(usual, line), ...pricesOf(line, paying.includesVat), ...idsOf(found) };
}

function pricesOf(line: Thing, includesVat: boolean): Thing {
  const [vat, quantity] = [numberOf(line['vat']) ?? 21, numberOf(line['quantity']) ?? 1];
  const unit = numberOf(line['price_per_unit']) ?? 0;
  const one = priceOf(unit, vat, includesVat);
  const all = priceOf(quantity * (includesVat ? one.withVat : one.withoutVat), vat, includesVat);
  return {
    quantity,
    price_per_unit: unit,
    price_per_unit_with_vat: one.withVat,
    price_per_unit_without_vat: one.withoutVat,
    price: includesVat ? all.withVat : all.withoutVat,
    price_with_vat: all.withVat,
    price_without_vat: all.withoutVat,
    vat,
  };
}

function idsOf(found: Found | null): Thing {
  return { product_id: found?.product['product_id'] ?? null, option_set_id: found?.variant?.['variant_id'] ?? null };
}

function ofProduct({ product }: Found, shop: Surroundings): Thing {
  const id = numberOf(product['product_id']) ?? 0;
  const { goods } = wareOf(id);
  const category = categoryOf(goods.category, shop);
  return {
    supplier: textOf(product['supplier']) ?? 'Vzorový dodavatel',
    ean: textOf(product['ean']) ?? eanOf(id),
    adult_yn: boolOf(product['adult_yn']) ?? false,
    weight: numberOf(product['weight']) ?? goods.grams,
    availability: availabilityOf(product['availability_id'] ?? IN_STOCK, shop)?.name ?? null,
    categories: category === null ? [] : [{ category_id: category.id, code: category.code }],
    image_url: `https://${shop.shopName}.cdn.example.com/p/product-${id}.jpg`,
  };
}

/** By id, or else by code, of the product or of its variant. Null for a line of its own, without a product in the shop. */
export function findGoods(line: Thing, shop: Surroundings): Found | null {
  const code = textOf(line['code']);
  const hasCode = (one: Thing): boolean => code !== null && one['code'] === code;
  const byCode = (): Thing | null =>
    shop.findBy('Products', hasCode) ?? shop.findBy('Products', (one) => code !== null && hasVariantCode(one, code));
  const product = shop.find('Products', line['product_id']) ?? (code === null ? null : byCode());
  if (product === null) return null;
  const variantId = numberOf(line['option_set_id']);
  const isIt = (one: Thing): boolean => (variantId === null ? hasCode(one) : one['variant_id'] === variantId);
  return { product, variant: variantsOf(product).find(isIt) ?? null };
}

/** In grams. */
export function weightOf(lines: readonly Thing[]): number {
  const weigh = (line: Thing): number => (numberOf(line['weight']) ?? 0) * (numberOf(line['quantity']) ?? 1);
  return Math.round(lines.reduce((sum, line) => sum + weigh(line), 0));
}

/** The sum of a field over lines. */
export function sumOf(lines: readonly Thing[], field: string): number {
  return cents(lines.reduce((total, line) => total + (numberOf(line[field]) ?? 0), 0));
}
