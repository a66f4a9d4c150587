/**
 * Variants of a product: one for each size of clothes. In: the product's kept form, in which a client may have written
 * its own. Out: their kept form, and the whole of them. Their ids follow from the product's.
 */
import { shownAvailability } from './availabilities.ts';
import { wareOf } from './goods.ts';
import type { Surroundings } from './kind.ts';
import { languagesOf } from './languages.ts';
import { listPrices } from './product-price.ts';
import { complete, listOf, numberOf, textOf, type Thing } from './thing.ts';

/** So many ids are kept for the variants of one product. */
const IDS_OF_A_PRODUCT = 100;

/** Those that were written, else those of the goods. */
export function variantsOf(product: Thing): readonly Thing[] {
  const id = numberOf(product['product_id']) ?? 0;
  const given = listOf(product['variants']);
  if (given !== null) return given.map((variant, index) => ({ ...variant, variant_id: idOf(variant, id, index) }));
  const { word, sizes } = wareOf(id).goods;
  const code = textOf(product['code']) ?? `${word}-${id}`;
  return sizes.map((size, index) => ({ variant_id: idOf({}, id, index), code: `${code}-${size}` }));
}

/** Whether one of its variants has this code; quick, since a shop may have thousands of products. */
export function hasVariantCode(product: Thing, code: string): boolean {
  const { word } = wareOf(numberOf(product['product_id']) ?? 0).goods;
  const isPossible = product['variants'] !== undefined || code.startsWith(textOf(product['code']) ?? word);
  return isPossible && variantsOf(product).some((variant) => variant['code'] === code);
}

function idOf(variant: Thing, product: number, index: number): number {
  return numberOf(variant['variant_id']) ?? product * IDS_OF_A_PRODUCT + index + 1;
}

/** The product that a variant with this id would be of, if the shop numbered it. */
export function productOfVariant(variant: number): number {
  return Math.floor(variant / IDS_OF_A_PRODUCT);
}

/** The same variant: by id, or else by code (documented). */
export function isSameVariant(one: Thing, other: Thing): boolean {
  const [id, otherId] = [numberOf(one['variant_id']), numberOf(other['variant_id'])];
  if (id !== null && otherId !== null) return id === otherId;
  return textOf(one['code']) !== null && one['code'] === other['code'];
}

/** All fields of the API description, in its order, as they are where nothing else is known. */
const VARIANT: Thing = {
  code: null,
  code_supplier: null,
  ean: null,
  variant_id: 0,
  active_yn: true,
  main_yn: false,
  can_add_to_basket_yn: true,
  stock: 0,
  stock_position: null,
  availability_id: null,
  availability: null,
  availability_type: null,
  weight: null,
  image: null,
  stocks: [],
  prices: [],
  metas: [],
};

/** A variant without prices of its own has the product's (documented: null is inherited). */
export function wholeVariants(product: Thing, inherited: readonly Thing[], shop: Surroundings): readonly Thing[] {
  const weight = wareOf(numberOf(product['product_id']) ?? 0).goods.grams;
  return variantsOf(product).map((variant, index) => {
    const random = shop.randomOf('Products', `variant/${String(variant['variant_id'])}`);
    const ean = eanOf(random.int(0, 999_999_999));
    const stock = numberOf(variant['stock']) ?? random.int(0, 12);
    const usual = { ...VARIANT, ean, weight, stock, main_yn: index === 0, can_add_to_basket_yn: stock > 0 };
    const hasPrices = listOf(variant['prices']) !== null;
    const prices = hasPrices ? listPrices({ product, variant }, languagesOf(shop), shop) : inherited;
    return { ...complete(usual, variant), ...shownAvailability(variant, stock, shop), prices };
  });
}

/** 13 digits with a right last one, in the range that shops number themselves. */
export function eanOf(number: number): string {
  const digits = `290${String(number).padStart(9, '0')}`;
  let weighted = 0;
  for (let index = 0; index < digits.length; index += 1) weighted += Number(digits[index]) * (index % 2 === 0 ? 1 : 3);
  return `${digits}${(10 - (weighted % 10)) % 10}`;
}
