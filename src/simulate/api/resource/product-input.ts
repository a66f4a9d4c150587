/**
 * The documented fields of a product that is written, and how they become the shop's. Labels, parameters and the
 * manufacturer's id are taken and have no effect: the simulated shop keeps none. Sources: "Vytvoření produktů" and
 * "Aktualizace produktu" of the API description.
 */
import { listOf, numberOf, textOf, thingOf, type Thing } from '../../stock/thing.ts';
import { choice, codes, dates, field, flags, floats, ints, list, object, required, texts } from './input.ts';
import type { InputField } from './input.ts';
import { METAS, withMetas } from './metas.ts';
import type { Shelves } from './resource.ts';

const PRICES = list('prices', [
  ...codes('language').map(required),
  list('pricelists', [
    // Empty: the default price list (documented).
    ...texts('name'),
    ...floats('price_original', 'product_discount', 'price_sale'),
  ]),
  ...floats('price_purchase', 'price_common'),
]);
const STOCKS = list('stocks', [...ints('stock_id'), ...texts('code', 'position'), ...floats('quantity')]);
const LABELS = list('labels', [...ints('label_id'), ...flags('active_yn'), ...dates('active_from', 'active_to')]);
const OF_BOTH = [
  ...texts('code_supplier', 'ean', 'stock_position', 'availability'),
  ...floats('stock'),
  ...ints('availability_id'),
  ...flags('active_yn', 'can_add_to_basket_yn'),
  PRICES,
  STOCKS,
  LABELS,
  METAS,
];

const VARIANT: readonly InputField[] = [
  ...texts('code').map(required),
  ...OF_BOTH,
  ...flags('main_yn'),
  object('image', [...ints('file_id'), ...texts('url')]),
];

const DESCRIPTION = [
  ...codes('language').map(required),
  ...flags('active_yn'),
  ...texts('short_description', 'long_description', 'seo_title', 'seo_description', 'seo_url'),
];

const COMMON = [
  ...OF_BOTH,
  ...texts('replacement_product_code', 'manufacturer', 'shipment_group'),
  ...ints('weight'),
  ...flags('archived_yn', 'adult_yn'),
  choice('limit_orders', '0', '1', 'sale'),
  list('images', [...ints('file_id', 'position'), ...texts('url'), ...flags('main_yn', 'list_yn')]),
  list('categories', [...ints('category_id', 'position'), ...texts('code'), ...flags('main_yn')]),
  field('vats', { kind: 'map' }),
];

/** POST. A product without a code cannot be created, changed or deleted (documented). */
export const NEW_PRODUCT: readonly InputField[] = [
  ...texts('code').map(required),
  required(list('descriptions', [...texts('title').map(required), ...DESCRIPTION])),
  ...COMMON,
  list('variants', VARIANT),
];

/** `+2`, `-1`: so many units more or less in stock. Only where the stock is filled in (documented). */
const INCREMENT = floats('stock_increment');
/** Variants of a PUT, in their product or beside the products. */
export const VARIANT_CHANGES: readonly InputField[] = [...VARIANT, ...INCREMENT];

/** PUT. */
export const PRODUCT_CHANGES: readonly InputField[] = [
  ...texts('code').map(required),
  list('descriptions', [...texts('title'), ...DESCRIPTION]),
  ...COMMON,
  ...INCREMENT,
  list('variants', VARIANT_CHANGES),
];

/** In the fields that the shop shows. `before`: the product so far. */
export function productFrom(written: Thing, before: Thing | null, shop: Shelves): Thing {
  const { images, variants, descriptions, ...rest } = withMetas(settled(written, before, shop), before);
  const shown = listOf(descriptions)?.map(({ active_yn: _active, ...text }) => text);
  return {
    ...rest,
    ...(shown === undefined ? {} : { descriptions: shown }),
    ...(Array.isArray(images) ? { images: imagesFrom(listOf(images) ?? []) } : {}),
    ...(Array.isArray(variants) ? { variants: variantsFrom(listOf(variants) ?? [], before, shop) } : {}),
  };
}

/** What products and variants have in common. */
function settled(written: Thing, before: Thing | null, shop: Shelves): Thing {
  const { labels: _labels, availability, stock_increment: increment, ...rest } = written;
  const name = textOf(availability);
  const named = (one: Thing): boolean => (listOf(one['descriptions']) ?? []).some((text) => text['name'] === name);
  const id = name === null ? undefined : shop.all('Availabilities').find(named)?.['id'];
  const stock = rest['stock'] === undefined ? before?.['stock'] : rest['stock'];
  return {
    ...rest,
    ...(id === undefined || rest['availability_id'] !== undefined ? {} : { availability_id: id }),
    ...(typeof increment === 'number' && typeof stock === 'number' ? { stock: stock + increment } : {}),
  };
}

/** Without a flag the first is the main one, and the one in lists (documented). */
function imagesFrom(images: readonly Thing[]): readonly Thing[] {
  const isFlagged = (flag: string): boolean => images.some((image) => image[flag] === true);
  const [hasMain, hasList] = [isFlagged('main_yn'), isFlagged('list_yn')];
  return images.map((image, index) => ({
    file_id: numberOf(image['file_id']) ?? index + 1,
    url: textOf(image['url']) ?? '',
    main_yn: hasMain ? image['main_yn'] === true : index === 0,
    list_yn: hasList ? image['list_yn'] === true : index === 0,
    position: numberOf(image['position']) ?? index + 1,
    titles: [],
  }));
}

function variantsFrom(variants: readonly Thing[], before: Thing | null, shop: Shelves): readonly Thing[] {
  const known = listOf(before?.['variants']) ?? [];
  return variants.map((variant) => {
    const own = known.find((one) => one['code'] === variant['code']) ?? null;
    const { image, ...rest } = withMetas(settled(variant, own, shop), own);
    const url = textOf(thingOf(image)['url']);
    return url === null ? rest : { ...rest, image: url };
  });
}
