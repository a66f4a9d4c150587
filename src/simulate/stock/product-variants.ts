/**
 * Variants of a product: one for each size of clothes. In: the product's kept form, in which a client may have written
 * its own. Out: their kept form, and the whole of them. Their ids follow from the product's.
 */
import { availabilityOf, IN_STOCK, SOLD_OUT } from './availabilities.ts';
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
  const ware = wareOf(id);
  const code = textOf(product['code']) ?? `${ware.goods.word}-${id}`;
  return ware.goods.sizes.map((size, index) => ({ variant_id: idOf({}, id, index), code: `${code}-${size}` }));
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

export function wholeVariants(product: Thing, shop: Surroundings): readonly Thing[] {
  const languages = languagesOf(shop);
  const weight = wareOf(numberOf(product['product_id']) ?? 0).goods.grams;
  return variantsOf(product).map((variant, index) => {
    const random = shop.randomOf('Products', `variant/${String(variant['variant_id'])}`);
    const stock = numberOf(variant['stock']) ?? random.int(0, 12);
    const availability = availabilityOf(variant['availability_id'] ?? (stock > 0 ? IN_STOCK : SOLD_OUT), shop);
    const documented = {
      code: null,
      code_supplier: null,
      ean: eanOf(random.int(0, 999_999_999)),
      variant_id: 0,
      active_yn: true,
      main_yn: index === 0,
      can_add_to_basket_yn: stock > 0,
      stock,
      stock_position: null,
      availability_id: availability?.id ?? null,
      availability: availability?.name ?? null,
      availability_type: availability?.type ?? null,
      weight,
      image: null,
      stocks: [],
      prices: [],
      metas: [],
    };
    const prices = listPrices({ product, variant }, languages, shop);
    return { ...complete(documented, variant), prices };
  });
}

/** 13 digits with a right last one, in the range that shops number themselves. */
export function eanOf(number: number): string {
  const digits = `290${String(number).padStart(9, '0')}`;
  const weighted = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (weighted % 10)) % 10}`;
}
