/** The whole of a product. In: its kept form. Out: all documented fields, with its variants, prices and texts. */
import { shownAvailability } from './availabilities.ts';
import { categoryOf } from './categories.ts';
import { titleOf, wareOf } from './goods.ts';
import type { Surroundings } from './kind.ts';
import { described, languagesOf, textIn } from './languages.ts';
import { VAT_COUNTRIES } from './money.ts';
import { listPrices, vatOf } from './product-price.ts';
import { eanOf, wholeVariants } from './product-variants.ts';
import { boolOf, complete, listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';

/** All fields of the API description, in its order, as they are where nothing else is known. */
const PRODUCT: Thing = {
  code: null,
  product_id: 0,
  action_currently_yn: 0,
  code_supplier: null,
  supplier: 'Vzorový dodavatel',
  ean: null,
  active_yn: true,
  archived_yn: false,
  replacement_product_code: null,
  can_add_to_basket_yn: true,
  adult_yn: false,
  set_yn: false,
  in_set_yn: false,
  exclude_from_search_yn: false,
  descriptions: [],
  manufacturer: null,
  stock: 0,
  stock_position: null,
  limit_orders: null,
  availability_id: null,
  availability: null,
  availability_type: null,
  weight: 0,
  shipment_group: null,
  images: [],
  stocks: [],
  categories: [],
  groups: [],
  prices: [],
  vats: {},
  variants: [],
  metas: [],
  creation_time: null,
  last_update_time: null,
  admin_url: '',
};

export function wholeProduct(known: Thing, shop: Surroundings): Thing {
  const id = numberOf(known['product_id']) ?? 0;
  const { goods, model } = wareOf(id);
  const random = shop.randomOf('Products', `whole/${id}`);
  const stock = stockOf(known, shop);
  const usual = {
    ...PRODUCT,
    code_supplier: `DOD-${random.int(1000, 9999)}`,
    ean: eanOf(random.int(0, 999_999_999)),
    can_add_to_basket_yn: stock > 0,
    manufacturer: model,
    stock,
    weight: goods.grams,
    images: [imageOf(id, shop)],
    admin_url: `https://${shop.shopName}.admin.example.com/products/main/default/${id}`,
  };
  return { ...complete(usual, known), ...shownAvailability(known, stock, shop), ...partsOf(known, shop) };
}

/** On the main stock; where nobody wrote it, it follows from the id. */
export function stockOf(known: Thing, shop: Surroundings): number {
  return numberOf(known['stock']) ?? shop.randomOf('Products', `stock/${String(known['product_id'])}`).int(0, 40);
}

function partsOf(known: Thing, shop: Surroundings): Thing {
  const prices = listPrices({ product: known, variant: null }, languagesOf(shop), shop);
  const vats = VAT_COUNTRIES.map((country) => [country, vatOf(known, country)]);
  return {
    descriptions: describeProduct(known, shop),
    categories: categoriesOf(known, shop),
    prices,
    vats: { ...Object.fromEntries(vats), ...thingOf(known['vats']) },
    variants: wholeVariants(known, prices, shop),
  };
}

function imageOf(id: number, shop: Surroundings): Thing {
  const titles = languagesOf(shop).map(({ id: language }) => ({ language, title: titleOf(wareOf(id), language) }));
  const url = `https://${shop.shopName}.cdn.example.com/p/product-${id}.jpg`;
  return { file_id: id, url, main_yn: true, list_yn: true, position: 1, titles };
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

/** Written ones are paired by id or else by code (documented); what is no category of the shop is left out. */
function categoriesOf(known: Thing, shop: Surroundings): readonly Thing[] {
  const { goods } = wareOf(numberOf(known['product_id']) ?? 0);
  const given = listOf(known['categories']) ?? [{ category_id: goods.category }];
  return given.flatMap((one, index) => {
    const code = textOf(one['code']);
    const byCode = code === null ? null : shop.findBy('Categories', (category) => category['code'] === code);
    const category = categoryOf(one['category_id'] ?? byCode?.['category_id'], shop);
    if (category === null) return [];
    const [main, position] = [boolOf(one['main_yn']) ?? index === 0, numberOf(one['position']) ?? index + 1];
    return [{ category_id: category.id, code: category.code, main_yn: main, position, name: category.name }];
  });
}
