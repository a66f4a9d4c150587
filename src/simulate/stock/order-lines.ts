/**
 * What an order is about. In: what a client wrote of its lines, or randomness to choose goods with. Out: kept lines, in
 * which code, title and price are settled for good. Lines are paired with products and variants by code (documented).
 */
import type { Random } from '../../core/random.ts';
import type { Surroundings } from './kind.ts';
import { languageOf, textIn, type Language } from './languages.ts';
import { findGoods, type Found, type Paying } from './order-line.ts';
import { pricelistOf, type Pricelist } from './pricelists.ts';
import { productPrice } from './product-price.ts';
import { variantsOf } from './product-variants.ts';
import { titleIn } from './products.ts';
import { boolOf, textOf, thingOf, type Thing } from './thing.ts';

export interface Buying extends Paying {
  readonly pricelist: Pricelist;
}

/** How the customer of a kept order buys. */
export function buyingOf(order: Thing, shop: Surroundings): Buying {
  const language = languageOf(order['language_id'], shop);
  const pricelist = pricelistOf(thingOf(order['customer'])['pricelist_name'], shop);
  return { shop, language, pricelist, includesVat: boolOf(order['prices_with_vat_yn']) ?? true };
}

/** Customers of a simulated shop choose among so many of its oldest products. */
const SHOP_WINDOW = 40;

export function drawLines(buying: Buying, random: Random): readonly Thing[] {
  const products = buying.shop.oldest('Products', SHOP_WINDOW);
  const drawn = new Map<unknown, Thing>();
  for (let left = random.pick([1, 1, 2, 3]); left > 0; left -= 1) {
    const product = oneOf(products, random);
    if (product === null) continue;
    const found = { product, variant: oneOf(variantsOf(product), random) };
    drawn.set(product['product_id'], pinFound(found, { quantity: random.pick([1, 1, 1, 2, 3]) }, buying));
  }
  return [...drawn.values()];
}

export function pinLine(line: Thing, buying: Buying): Thing {
  const found = findGoods(line, buying.shop);
  return found === null ? { product_id: null, option_set_id: null, ...line } : pinFound(found, line, buying);
}

function pinFound(found: Found, line: Thing, { language, pricelist, includesVat }: Buying): Thing {
  const { product, variant } = found;
  const price = productPrice(found, language, pricelist);
  return {
    product_id: product['product_id'],
    option_set_id: variant?.['variant_id'] ?? null,
    code: (variant ?? product)['code'] ?? null,
    title: titleIn(product, language),
    quantity: 1,
    price_per_unit: includesVat ? price.withVat : price.withoutVat,
    vat: price.vat,
    ...(variant === null ? {} : { parameters: sizeOf(variant, language) }),
    ...line,
  };
}

/** The last part of the variant's code, if the shop made it. */
function sizeOf(variant: Thing, { id }: Language): readonly Thing[] {
  const size = textOf(variant['code'])?.split('-').at(-1);
  return size === undefined ? [] : [{ name: textIn(id, ['Velikost', 'Veľkosť', 'Size']), value: size }];
}

/** Null when there is none. */
export function oneOf<T>(items: readonly T[], random: Random): T | null {
  return items[random.int(0, Math.max(0, items.length - 1))] ?? null;
}
