/**
 * Lines of an order. In: what a client wrote of a line, or randomness to choose goods with. Out: the kept line, in which
 * code, title and price are settled for good, and the whole of it. Lines are paired with products and variants by code
 * (documented).
 */
import type { Random } from '../../core/random.ts';
import { availabilityOf, IN_STOCK } from './availabilities.ts';
import { categoryOf } from './categories.ts';
import { wareOf } from './goods.ts';
import type { Surroundings } from './kind.ts';
import { textIn, type Language } from './languages.ts';
import { cents, priceOf } from './money.ts';
import type { Pricelist } from './pricelists.ts';
import { productPrice } from './product-price.ts';
import { eanOf, variantsOf } from './product-variants.ts';
import { titleIn } from './products.ts';
import { boolOf, complete, listOf, numberOf, textOf, type Thing } from './thing.ts';
import { uuidOf } from './uuid.ts';

/** What the lines of one order have in common. */
export interface Buying {
  readonly shop: Surroundings;
  readonly language: Language;
  readonly pricelist: Pricelist;
  readonly includesVat: boolean;
}

interface Found {
  readonly product: Thing;
  readonly variant: Thing | null;
}

/** Customers of a simulated shop choose among so many of its oldest products. */
const SHOP_WINDOW = 40;

export function drawLines(buying: Buying, random: Random): readonly Thing[] {
  const products = buying.shop.oldest('Products', SHOP_WINDOW);
  const lines = Array.from({ length: random.pick([1, 1, 2, 3]) }, (): Thing => {
    const product = products[random.int(0, Math.max(0, products.length - 1))];
    if (product === undefined) return {};
    const variants = variantsOf(product);
    const variant = variants[random.int(0, Math.max(0, variants.length - 1))] ?? null;
    return { ...namesOf({ product, variant }), quantity: random.pick([1, 1, 1, 2, 3]) };
  });
  const isFirst = (line: Thing, index: number): boolean =>
    index === lines.findIndex((one) => one['product_id'] === line['product_id']);
  return lines.filter(isFirst).map((line) => pinLine(line, buying));
}

export function pinLine(line: Thing, buying: Buying): Thing {
  const found = findGoods(line, buying.shop);
  if (found === null) return { product_id: null, option_set_id: null, ...line };
  const { language, pricelist, includesVat } = buying;
  const price = productPrice(found, language, pricelist);
  const usual = {
    ...namesOf(found),
    title: titleIn(found.product, language),
    quantity: 1,
    price_per_unit: includesVat ? price.withVat : price.withoutVat,
    vat: price.vat,
  };
  return { ...usual, ...line };
}

function namesOf({ product, variant }: Found): Thing {
  const code = variant === null ? product['code'] : variant['code'];
  return { product_id: product['product_id'], option_set_id: variant?.['variant_id'] ?? null, code: code ?? null };
}

/** Null for a line of its own, without a product in the shop. */
function findGoods(line: Thing, shop: Surroundings): Found | null {
  const code = textOf(line['code']);
  const hasCode = (one: Thing): boolean => code !== null && one['code'] === code;
  const id = numberOf(line['product_id']);
  const product =
    (id === null ? null : shop.find('Products', id)) ??
    (code === null ? null : shop.findBy('Products', (one) => hasCode(one) || variantsOf(one).some(hasCode)));
  if (product === null) return null;
  const variantId = numberOf(line['option_set_id']);
  const isIt = (one: Thing): boolean => (variantId === null ? hasCode(one) : one['variant_id'] === variantId);
  return { product, variant: variantsOf(product).find(isIt) ?? null };
}

/** All fields of a kept line. What is in the shop no more has null for its ids (documented). */
export function wholeLine(line: Thing, buying: Buying, uuidSeed: string): Thing {
  const found = findGoods({ ...line, code: null }, buying.shop);
  const includesVat = buying.includesVat;
  const vat = numberOf(line['vat']) ?? 21;
  const quantity = numberOf(line['quantity']) ?? 1;
  const unit = numberOf(line['price_per_unit']) ?? 0;
  const perUnit = priceOf(unit, vat, includesVat);
  const total = priceOf(quantity * (includesVat ? perUnit.withVat : perUnit.withoutVat), vat, includesVat);
  const documented = {
    product_id: null,
    option_set_id: null,
    type: 'product',
    uuid: uuidOf(uuidSeed),
    parent_uuid: null,
    code: null,
    code_supplier: null,
    supplier: null,
    ean: null,
    title: null,
    adult_yn: false,
    unit: textIn(buying.language.id, ['ks', 'ks', 'pc']),
    length: null,
    length_unit: null,
    quantity,
    price_per_unit: unit,
    price_per_unit_with_vat: perUnit.withVat,
    price_per_unit_without_vat: perUnit.withoutVat,
    price: includesVat ? total.withVat : total.withoutVat,
    price_with_vat: total.withVat,
    price_without_vat: total.withoutVat,
    vat,
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
  const { price, price_with_vat, price_without_vat, price_per_unit_with_vat, price_per_unit_without_vat } = documented;
  const computed = { price, price_with_vat, price_without_vat, price_per_unit_with_vat, price_per_unit_without_vat };
  return { ...complete({ ...documented, ...ofProduct(found, buying.shop) }, line), ...computed, ...idsOf(found) };
}

function idsOf(found: Found | null): Thing {
  return { product_id: found?.product['product_id'] ?? null, option_set_id: found?.variant?.['variant_id'] ?? null };
}

function ofProduct(found: Found | null, shop: Surroundings): Thing {
  const id = numberOf(found?.product['product_id']);
  if (found === null || id === null) return {};
  const { goods } = wareOf(id);
  const category = categoryOf(goods.category, shop);
  return {
    supplier: 'Vzorový dodavatel',
    ean: eanOf(id),
    adult_yn: boolOf(found.product['adult_yn']) ?? false,
    weight: numberOf(found.product['weight']) ?? goods.grams,
    availability: availabilityOf(found.product['availability_id'] ?? IN_STOCK, shop)?.name ?? null,
    categories: category === null ? [] : [{ category_id: category.id, code: category.code }],
    image_url: `https://${shop.shopName}.cdn.example.com/p/product-${id}.jpg`,
  };
}

/** In grams. */
export function weightOf(lines: readonly Thing[]): number {
  return Math.round(
    lines.reduce((sum, line) => sum + (numberOf(line['weight']) ?? 0) * (numberOf(line['quantity']) ?? 1), 0),
  );
}

export function linesOf(order: Thing): readonly Thing[] | null {
  return listOf(order['products']);
}

/** The sum of a field over lines. */
export function sumOf(lines: readonly Thing[], field: string): number {
  return cents(lines.reduce((total, line) => total + (numberOf(line[field]) ?? 0), 0));
}
