/**
 * Products with variants, prices by language and price list, texts, an availability that follows the stock.
 * Kept of one: its code, and whatever was written or has changed; all else follows from its id.
 */
import type { Random } from '../../core/random.ts';
import { availabilityOf, IN_STOCK, SOLD_OUT } from './availabilities.ts';
import { categoryOf } from './categories.ts';
import { wareOf, type Ware } from './goods.ts';
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { described, languagesOf, textIn, type Language } from './languages.ts';
import { VAT_COUNTRIES } from './money.ts';
import { listPrices, productPrice, vatOf } from './product-price.ts';
import { eanOf, isSameVariant, variantsOf, wholeVariants } from './product-variants.ts';
import { pricelistOf } from './pricelists.ts';
import { boolOf, complete, listOf, merge, mergeLists, numberOf, textOf, thingOf, type Thing } from './thing.ts';

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
  whole: makeWhole,
  revise,
  live,
};

function makeWhole(known: Thing, shop: Surroundings): Thing {
  const id = numberOf(known['product_id']) ?? 0;
  const ware = wareOf(id);
  const random = shop.randomOf('Products', `whole/${id}`);
  const languages = languagesOf(shop);
  const stock = numberOf(known['stock']) ?? random.int(0, 40);
  const availability = availabilityOf(known['availability_id'] ?? (stock > 0 ? IN_STOCK : SOLD_OUT), shop);
  const documented = {
    code: null,
    product_id: id,
    action_currently_yn: 0,
    code_supplier: `DOD-${random.int(1000, 9999)}`,
    supplier: 'Vzorový dodavatel',
    ean: eanOf(random.int(0, 999_999_999)),
    active_yn: true,
    archived_yn: false,
    replacement_product_code: null,
    can_add_to_basket_yn: stock > 0,
    adult_yn: false,
    set_yn: false,
    in_set_yn: false,
    exclude_from_search_yn: false,
    descriptions: [],
    manufacturer: ware.model,
    stock,
    stock_position: null,
    limit_orders: null,
    availability_id: availability?.id ?? null,
    availability: availability?.name ?? null,
    availability_type: availability?.type ?? null,
    weight: ware.goods.grams,
    shipment_group: null,
    images: [imageOf(id, shop)],
    stocks: [],
    categories: [],
    groups: [],
    prices: [],
    vats: Object.fromEntries(VAT_COUNTRIES.map((country) => [country, vatOf(known, country)])),
    variants: [],
    metas: [],
    creation_time: null,
    last_update_time: null,
    admin_url: `https://${shop.shopName}.admin.example.com/products/main/default/${id}`,
  };
  return {
    ...complete(documented, known),
    ...(availability === null ? {} : { availability: availability.name, availability_type: availability.type }),
    descriptions: describeProduct(known, shop),
    categories: categoriesOf(known, shop),
    prices: listPrices({ product: known, variant: null }, languages, shop),
    vats: { ...thingOf(documented.vats), ...thingOf(known['vats']) },
    variants: wholeVariants(known, shop),
  };
}

function imageOf(id: number, shop: Surroundings): Thing {
  const titles = languagesOf(shop).map(({ id: language }) => ({ language, title: titleOf(wareOf(id), language) }));
  const url = `https://${shop.shopName}.cdn.example.com/p/product-${id}.jpg`;
  return { file_id: id, url, main_yn: true, list_yn: true, position: 1, titles };
}

function titleOf({ goods, model, colour }: Ware, language: string): string {
  return `${textIn(language, goods.names)} ${model}, ${textIn(language, colour.names)}`;
}

function describeProduct(known: Thing, shop: Surroundings): readonly Thing[] {
  const id = numberOf(known['product_id']) ?? 0;
  const ware = wareOf(id);
  return described(known['descriptions'], { shop, field: 'language' }, ({ id: language, url }) => {
    const title = titleOf(ware, language);
    return {
      title,
      short_description: title,
      long_description: `<p>${title}</p>`,
      url: `${url}/p/${ware.goods.word.toLowerCase()}-${id}`,
      seo_title: null,
      seo_description: null,
      seo_url: null,
      unit: textIn(language, ['ks', 'ks', 'pc']),
    };
  });
}

function categoriesOf(known: Thing, shop: Surroundings): readonly Thing[] {
  const given = listOf(known['categories']) ?? [
    { category_id: wareOf(numberOf(known['product_id']) ?? 0).goods.category },
  ];
  return given.flatMap((one, index) => {
    const code = textOf(one['code']);
    const byCode = code === null ? null : shop.findBy('Categories', (category) => category['code'] === code);
    const category = categoryOf(one['category_id'] ?? byCode?.['category_id'], shop);
    if (category === null) return [];
    const { id, name } = category;
    const [main, position] = [boolOf(one['main_yn']) ?? index === 0, numberOf(one['position']) ?? index + 1];
    return [{ category_id: id, code: category.code, main_yn: main, position, name }];
  });
}

function revise(known: Thing, fields: Thing): Thing {
  const byLanguage = (field: string): Thing => {
    const [before, after] = [listOf(known[field]), listOf(fields[field])];
    if (before === null || after === null) return {};
    return { [field]: mergeLists(before, after, (one) => one['language']) };
  };
  const variants = listOf(fields['variants']);
  return {
    ...merge(known, fields),
    ...byLanguage('descriptions'),
    ...byLanguage('prices'),
    ...(variants === null ? {} : { variants: reviseVariants(variantsOf(known), variants) }),
  };
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
  const stock = numberOf(known['stock']) ?? random.int(0, 40);
  if (random.chance(0.8)) return { stock: stock > 2 && random.chance(0.8) ? stock - random.int(1, 2) : stock + 20 };
  const [language] = languagesOf(shop);
  if (language === undefined) return {};
  const list = pricelistOf(null, shop);
  const { original } = productPrice({ product: known, variant: null }, language, list);
  const pricelists = [
    { name: list.name, price_original: Math.max(1, Math.round(original * (0.9 + random.next() / 5))) },
  ];
  return { prices: [{ language: language.id, pricelists }] };
}

/** What an order line says of it, in the kept form of a product. */
export function titleIn(known: Thing, language: Language): string {
  const given = (listOf(known['descriptions']) ?? []).find((one) => one['language'] === language.id);
  return textOf(given?.['title']) ?? titleOf(wareOf(numberOf(known['product_id']) ?? 0), language.id);
}
