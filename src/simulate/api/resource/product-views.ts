/**
 * The other lists of products: `simple`, `prices`, `parameters`, `labels`, `files`, `related`. In: a product as the
 * complete list shows it. Out: the documented fields of the view, in its order. Parameters, labels, files and related
 * products are no part of what the shop keeps of a product: they follow from it, and writing them has no effect.
 */
import { listOf, numberOf, textOf, type Thing } from '../../stock/thing.ts';
import { namesIn } from './names.ts';
import type { Shelves } from './resource.ts';

type Projection = (product: Thing, shop: Shelves) => Thing;

const STEM = ['code', 'product_id'] as const;
const VARIANT_STEM = ['code', 'variant_id'] as const;

const SIMPLE = namesIn(`
  code code_supplier supplier ean product_id active_yn archived_yn
  replacement_product_code can_add_to_basket_yn adult_yn set_yn in_set_yn
  exclude_from_search_yn manufacturer stock stock_position limit_orders availability_id
  availability availability_type weight shipment_group stocks groups vats
`);
const SIMPLE_VARIANT = namesIn(`
  code code_supplier ean variant_id active_yn main_yn can_add_to_basket_yn stock
  stock_position availability_id availability availability_type weight image stocks
`);
const TIMES_AND_PLACE = ['creation_time', 'last_update_time', 'admin_url'];

type ProductView = 'simple' | 'prices' | 'parameters' | 'labels' | 'files' | 'related';

export const PRODUCT_PROJECTIONS: Readonly<Record<ProductView, Projection>> = {
  simple: (product) => ({
    ...only(product, SIMPLE),
    variants: variantsOf(product, (variant) => only(variant, SIMPLE_VARIANT)),
    ...only(product, TIMES_AND_PLACE),
  }),
  prices: (product) => ({
    ...only(product, STEM),
    // Typed bool here and int in the complete list.
    action_currently_yn: isInAction(product),
    prices: product['prices'],
    variants: variantsOf(product, (variant) => ({
      ...only(variant, VARIANT_STEM),
      action_currently_yn: isInAction(product),
      prices: (listOf(variant['prices']) ?? []).map(({ recycling_fee: _fee, ...price }) => price),
    })),
    admin_url: product['admin_url'],
  }),
  parameters: (product) => ({
    ...only(product, STEM),
    ...WARRANTY,
    variants: variantsOf(product, (variant) => ({
      ...only(variant, VARIANT_STEM),
      ...sizeOf(variant, product),
    })),
    admin_url: product['admin_url'],
  }),
  labels: (product, shop) => ({
    ...only(product, STEM),
    labels: labelsOf(product, shop),
    variants: variantsOf(product, (variant) => ({ ...only(variant, VARIANT_STEM), labels: [] })),
    admin_url: product['admin_url'],
  }),
  files: (product) => ({ ...only(product, STEM), files: filesOf(product), admin_url: product['admin_url'] }),
  related: (product, shop) => ({
    ...only(product, STEM),
    related: neighboursOf(product, shop),
    accessories: [],
    alternative: [],
    gifts: [],
    sets: [],
    admin_url: product['admin_url'],
  }),
};

function only(thing: Thing, fields: readonly string[]): Thing {
  return Object.fromEntries(fields.map((field) => [field, thing[field] ?? null]));
}

function variantsOf(product: Thing, project: (variant: Thing) => Thing): readonly Thing[] {
  return (listOf(product['variants']) ?? []).map(project);
}

function isInAction(product: Thing): boolean {
  return product['action_currently_yn'] === true || product['action_currently_yn'] === 1;
}

type Names = Readonly<Record<'cs' | 'sk' | 'en', string>>;

const WARRANTY = parameterFields({
  id: 1,
  name: { cs: 'Záruka', sk: 'Záruka', en: 'Warranty' },
  value: { cs: '24 měsíců', sk: '24 mesiacov', en: '24 months' },
});

/** What a variant's code has beyond that of its product is its size. */
function sizeOf(variant: Thing, product: Thing): Thing {
  const [code, stem] = [textOf(variant['code']) ?? '', `${textOf(product['code']) ?? ''}-`];
  if (!code.startsWith(stem)) return { parameters: [], parameters_new: [] };
  const size = code.slice(stem.length);
  const value = { cs: size, sk: size, en: size };
  return parameterFields({ id: 2, name: { cs: 'Velikost', sk: 'Veľkosť', en: 'Size' }, value });
}

/** In the older and the newer shape. */
function parameterFields({
  id,
  name,
  value,
}: {
  readonly id: number;
  readonly name: Names;
  readonly value: Names;
}): Thing {
  const descriptions = Object.entries(name).map(([language, text]) => ({ language, name: text }));
  const values = Object.entries(value).map(([language, text]) => ({ language, value: text }));
  return {
    parameters: [{ name, values: [value] }],
    parameters_new: [{ id, descriptions, values: [{ id, descriptions: values }] }],
  };
}

/** The label `new` for every third product, `action` for what is in action. */
function labelsOf(product: Thing, shop: Shelves): readonly Thing[] {
  const isNew = (numberOf(product['product_id']) ?? 0) % 3 === 0;
  const types = new Set([...(isInAction(product) ? ['action'] : []), ...(isNew ? ['new'] : [])]);
  const wanted = shop.all('Labels').filter((label) => types.has(textOf(label['type']) ?? ''));
  return wanted.map((label) => ({
    label_id: label['label_id'],
    name: Object.fromEntries(
      (listOf(label['descriptions']) ?? []).map((one) => [textOf(one['language_id']), one['name']]),
    ),
    active_currently_yn: true,
    active_yn: true,
    active_from: null,
    active_to: null,
  }));
}

/** Every fifth product has a manual. */
export function filesOf(product: Thing): readonly Thing[] {
  const id = numberOf(product['product_id']) ?? 0;
  if (id % 5 !== 0) return [];
  const titles = [
    { language: 'cs', title: 'Návod' },
    { language: 'sk', title: 'Návod' },
    { language: 'en', title: 'Manual' },
  ];
  return [{ url: `https://files.example.com/manual-${id}.pdf`, position: 1, titles }];
}

const MOST_RELATED = 3;

/** Codes of those that come after it. */
function neighboursOf(product: Thing, shop: Shelves): readonly string[] {
  const others = shop.kept.all('Products');
  const place = others.findIndex((other) => other['product_id'] === product['product_id']);
  const after = others.slice(place + 1, place + 1 + MOST_RELATED);
  return after.flatMap((other) => textOf(other['code']) ?? []);
}
