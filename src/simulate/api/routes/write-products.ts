/**
 * `POST`, `PUT` and `DELETE` of products and their variants. They are known by their codes; without one a product can
 * neither be written nor deleted through the API (documented).
 */
import { errorMessage, ok, type ErrorMessage, type Reply } from '../reply.ts';
import { readInput, type InputReading } from '../resource/input.ts';
import { NEW_PRODUCT, PRODUCT_CHANGES, productFrom, VARIANT_CHANGES } from '../resource/product-input.ts';
import { idsIn } from '../resource/query-texts.ts';
import {
  checked,
  createTaken,
  MOST_BYTES,
  MOST_ITEMS,
  readItems,
  removeAll,
  settle,
  tooMany,
} from '../resource/write.ts';
import type { Settled } from '../resource/write.ts';
import type { RestCall } from '../route.ts';
import { variantsOf } from '../../stock/product-variants.ts';
import { isThing, listOf, numberOf, textOf, type Thing } from '../../stock/thing.ts';
import type { Goods, Writers } from './writers.ts';

export function productWriters(goods: Goods): Writers {
  return {
    POST: async (call) => await createProducts(call, goods),
    PUT: async (call) => await changeProducts(call, goods),
    DELETE: (call) => removeProducts(call, goods),
  };
}

/** In the kept form. */
function byCode({ stock }: Goods): ReadonlyMap<string, Thing> {
  return new Map(
    stock.kept.all('Products').flatMap((product) => {
      const code = textOf(product['code']);
      return code === null ? [] : [[code, product]];
    }),
  );
}

function byVariantCode(products: ReadonlyMap<string, Thing>): ReadonlyMap<string, Thing> {
  const pairs = [...products.values()].flatMap((product) =>
    variantsOf(product).flatMap((variant): readonly (readonly [string, Thing])[] => {
      const code = textOf(variant['code']);
      return code === null ? [] : [[code, product]];
    }),
  );
  return new Map(pairs);
}

function aboutCode(message: string, object = 'products'): ErrorMessage {
  return errorMessage(message, { object, property: 'code' });
}

/** "At most 100 variants in each product"; more, and all items are passed over (documented). */
function hasTooManyVariants(item: unknown): boolean {
  return isThing(item) && Array.isArray(item['variants']) && item['variants'].length > MOST_ITEMS;
}

async function createProducts(call: RestCall, goods: Goods): Promise<Reply> {
  const reading = readItems(await call.body(MOST_BYTES), 'products');
  if (reading.kind === 'refused') return reading.reply;
  if (reading.items.some(hasTooManyVariants)) return tooMany('variants').reply;
  const isTaken = createTaken(byCode(goods).keys());
  const languages = new Set(goods.stock.all('Languages').map((one) => one['language_id']));
  const readings = reading.items.map((item) => readInput(NEW_PRODUCT, item, 'products'));
  const products = checked(readings, (product) => [
    ...checkLanguages(product, languages),
    ...(isTaken(textOf(product['code']) ?? '') ? [aboutCode('There is a product with this code already')] : []),
  ]);
  const settled = settle(products, (good) =>
    goods.trade.create(
      'Products',
      good.map((product) => productFrom(product, null, goods.stock)),
    ),
  );
  return ok({ products: settled.map((one) => answerOf(one, 'inserted_yn')) });
}

function checkLanguages(product: Thing, languages: ReadonlySet<unknown>): readonly ErrorMessage[] {
  const unknown = (listOf(product['descriptions']) ?? []).find((text) => !languages.has(text['language']));
  if (unknown === undefined) return [];
  const message = `The shop has no language ${textOf(unknown['language']) ?? ''}`;
  return [errorMessage(message, { object: 'descriptions', property: 'language' })];
}

/** Names of the code, ids and the address, in the documented order. */
function answerOf({ fields, thing, messages }: Settled, flag: 'inserted_yn' | 'updated_yn'): Thing {
  const variants = (listOf(fields['variants']) ?? []).map((variant) => {
    const written = (listOf(thing?.['variants']) ?? []).find((one) => one['code'] === variant['code']);
    return {
      variant_id: written?.['variant_id'] ?? null,
      code: variant['code'] ?? null,
      [flag]: written !== undefined,
      messages: [],
    };
  });
  return {
    product_id: thing?.['product_id'] ?? null,
    code: fields['code'] ?? null,
    product_url: listOf(thing?.['descriptions'])?.[0]?.['url'] ?? null,
    [flag]: thing !== null,
    messages,
    variants,
  };
}

async function changeProducts(call: RestCall, goods: Goods): Promise<Reply> {
  const body = await call.body(MOST_BYTES);
  const loose = body.kind === 'object' && Array.isArray(body.value['variants']) ? body.value['variants'] : [];
  // A list of variants may come alone (documented).
  const hasOnlyVariants = body.kind === 'object' && loose.length > 0 && body.value['products'] === undefined;
  const reading = readItems(hasOnlyVariants ? { kind: 'object', value: { products: [] } } : body, 'products');
  if (reading.kind === 'refused') return reading.reply;
  if (loose.length > MOST_ITEMS || reading.items.some(hasTooManyVariants)) return tooMany('variants').reply;
  const known = byCode(goods);
  const owners = loose.length === 0 ? new Map<string, Thing>() : byVariantCode(known);
  const readings = [
    ...checked(
      reading.items.map((item) => readInput(PRODUCT_CHANGES, item, 'products')),
      ({ code }) => (known.has(textOf(code) ?? '') ? [] : [aboutCode(`There is no product ${textOf(code) ?? ''}`)]),
    ),
    ...loose.map((item: unknown) => ofItsProduct(readInput(VARIANT_CHANGES, item, 'variants'), owners)),
  ];
  const settled = settle(readings, (good) => {
    const changes = good.map((product) => {
      const id = numberOf(known.get(textOf(product['code']) ?? '')?.['product_id']) ?? 0;
      const before = goods.stock.find('Products', id);
      const { code: _code, ...fields } = productFrom(product, before, goods.stock);
      return { id, fields };
    });
    return goods.trade.change('Products', changes);
  });
  return ok({ products: settled.map((one) => answerOf(one, 'updated_yn')) });
}

/** A loose variant as a change of the product that has it; such variants are never created (documented). */
function ofItsProduct({ fields, messages }: InputReading, owners: ReadonlyMap<string, Thing>): InputReading {
  const code = textOf(fields['code']);
  const product = code === null ? undefined : owners.get(code);
  const item = { code: product?.['code'] ?? null, variants: [fields] };
  if (messages.length > 0 || product !== undefined) return { fields: item, messages };
  return { fields: item, messages: [aboutCode(`There is no variant ${code ?? ''}`, 'variants')] };
}

function removeProducts({ url, id }: RestCall, goods: Goods): Reply {
  const known = byCode(goods);
  const deletions = idsIn(url.searchParams, ['code', 'codes'], id).map((code) => ({
    found: known.get(code) ?? null,
    names: { code },
    subject: `product ${code}`,
  }));
  return removeAll('products', deletions, (things) =>
    goods.trade.remove(
      'Products',
      things.flatMap((one) => numberOf(one['product_id']) ?? []),
    ),
  );
}
