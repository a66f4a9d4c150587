/**
 * Every field that the API description's `GET` documents, in its order and of its type.
 * `documented-fields.json` holds them as read from the description: path, type, `?` for nullable.
 */
import { describe, expect, it } from 'vitest';
import { createStock, type EntityName, type Thing } from '../../../src/simulate/stock/stock.ts';
import documented from './documented-fields.json' with { type: 'json' };

interface Field {
  readonly path: string;
  readonly type: string;
  readonly nullable: boolean;
}

const ENTITIES = Object.entries(documented).map(
  ([entity, lines]) =>
    [
      entity as EntityName,
      lines.map((line): Field => {
        const [path = '', type = ''] = line.split(' ');
        return { path, type: type.replace('?', ''), nullable: type.endsWith('?') };
      }),
    ] as const,
);

/** Null though the description does not say nullable: it has no word for what is not there (inferred). */
const NULL_ALL_THE_SAME = new Set([
  'Orders.discount_voucher',
  'Orders.quantity_discount',
  'Orders.loyalty_points',
  'Orders.shipment.packeta_carrier_id',
  'Orders.shipment.affiliate_name',
  'Orders.customer.agreements.valid_to',
  'Products.limit_orders',
  'Invoices.eet',
]);
/** Documented as an array whose keys are the rates of VAT: in JSON an object (inferred). */
const KEYED = 'Invoices.recapitulation_vats';
/** Lists that a small shop leaves empty. */
const EMPTY =
  /^(Orders\.(attachments|products\.configurations)|Products\.(stocks|variants\.stocks)|Categories\.images)\./;

const isList = (value: unknown): boolean => Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isDate = (value: unknown): boolean => isText(value) && !Number.isNaN(Date.parse(String(value)));
const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: isText,
  enum: isText,
  email: (value) => /^[^@\s]+@example\.[a-z]+$/.test(String(value)),
  language: (value) => /^[a-z]{2}$/.test(String(value)),
  country: (value) => /^[a-z]{2}$/.test(String(value)),
  currency: (value) => /^[A-Z]{3}$/.test(String(value)),
  date: isDate,
  bool: (value) => typeof value === 'boolean',
  int: Number.isInteger,
  float: Number.isFinite,
  array: isList,
  object: (value) => typeof value === 'object' && !Array.isArray(value),
  MetasGet: isList,
};
/** Typed `currency`, described as a rate. */
const RATE = 'Orders.default_currency_rate';

function valuesAt(thing: unknown, path: readonly string[]): readonly unknown[] {
  const [step, ...rest] = path;
  if (step === undefined) return [thing];
  if (Array.isArray(thing)) return thing.flatMap((one) => valuesAt(one, path));
  if (thing === null || typeof thing !== 'object') return [];
  // The recapitulation is keyed by the rate of VAT.
  if (rest.length > 0 && step === 'recapitulation_vats') {
    return Object.values((thing as Thing)[step] as Thing).flatMap((one) => valuesAt(one, rest));
  }
  return step in thing ? valuesAt((thing as Thing)[step], rest) : ['is missing'];
}

const stocks = ['a', 'b', 'c', 'd'].map((seed) =>
  createStock({ seed, shopName: 'demoshop', now: () => 1_795_000_000_000 }),
);

describe('documented fields', () => {
  it.each(ENTITIES)('%s has those of the top, in their order', (entity, fields) => {
    const top = fields.map(({ path }) => path).filter((path) => !path.includes('.'));
    const things = stocks.flatMap((stock) => stock.all(entity));
    expect(things.length).toBeGreaterThan(4);
    for (const thing of things) expect(Object.keys(thing)).toEqual(top);
  });

  it.each(ENTITIES)('%s has all of them, of their types', (entity, fields) => {
    const things = stocks.flatMap((stock) => stock.all(entity));
    for (const { path, type, nullable } of fields) {
      const place = `${entity}.${path}`;
      const values = things.flatMap((thing) => valuesAt(thing, path.split('.')));
      if (!EMPTY.test(place)) expect(values, place).not.toEqual([]);
      const mayBeNull = nullable || NULL_ALL_THE_SAME.has(place);
      const expected = place === RATE ? 'float' : place === KEYED ? 'object' : type;
      const fits = FITS[expected] ?? (() => false);
      const strange = values.filter((value) => (value === null ? !mayBeNull : !fits(value)));
      expect(strange, `${place} ${type}`).toEqual([]);
    }
  });
});
