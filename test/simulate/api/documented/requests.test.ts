import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CUSTOMER_CHANGES, NEW_CUSTOMER } from '../../../../src/simulate/api/resource/customer-input.ts';
import type { InputField, InputType } from '../../../../src/simulate/api/resource/input.ts';
import { NEW_ORDER, ORDER_CHANGES } from '../../../../src/simulate/api/resource/order-input.ts';
import { NEW_PRODUCT, PRODUCT_CHANGES } from '../../../../src/simulate/api/resource/product-input.ts';
import { NO_EFFECT, READ_BY_ROUTES } from './no-effect.ts';

/** Drawn from the blueprint like `rest-answers.json`, from the requests of POST and PUT: `type`, with `!` where required. */
const documented: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  await readFile(new URL('./rest-requests.json', import.meta.url), 'utf8'),
);

const TABLES: Readonly<Record<string, readonly InputField[]>> = {
  'POST orders': NEW_ORDER,
  'PUT orders': ORDER_CHANGES,
  'POST products': NEW_PRODUCT,
  'PUT products': PRODUCT_CHANGES,
  'POST customers': NEW_CUSTOMER,
  'PUT customers': CUSTOMER_CHANGES,
};

const KINDS: Readonly<Record<string, readonly InputType['kind'][]>> = {
  string: ['text', 'email'],
  int: ['int'],
  float: ['float'],
  bool: ['flag'],
  date: ['date'],
  email: ['email'],
  language: ['code'],
  country: ['code'],
  enum: ['choice'],
  array: ['list'],
  object: ['object', 'map'],
};

/** Where the tables differ from the letter of the description, on purpose. */
const ON_PURPOSE: Readonly<Record<string, string>> = {
  'orders[].variable_symbol': 'typed int; digits are taken as text, so that none is lost',
  'products[].code': 'optional in the table of POST; "without a code it cannot be created" above it',
  'customers[].login': 'optional in the table of PUT; by the e-mail the customer is found',
  'customers[].login.email': 'the same',
  'products[].prices[].pricelists[].name': '"if empty, the default price list"',
  'products[].variants[].prices[].pricelists[].name': 'the same',
  'products[].stocks[].stock_id': '"if you do not know it, use the code"',
  'products[].variants[].stocks[].stock_id': 'the same',
};

/** Not said to be required; without a key there is no own field to write to. */
const META_KEY = 'metas[].key';

interface Known {
  readonly kind: InputType['kind'];
  readonly required: boolean;
}

function flatten(table: readonly InputField[], prefix: string): readonly (readonly [string, Known])[] {
  return table.flatMap(({ name, type, required }) => {
    const path = `${prefix}.${name}${type.kind === 'list' ? '[]' : ''}`;
    const below = type.kind === 'list' || type.kind === 'object' ? flatten(type.fields, path) : [];
    return [[path, { kind: type.kind, required }] as const, ...below];
  });
}

function isWithoutEffect(path: string): boolean {
  return NO_EFFECT.some((one) => path === one.path || path.startsWith(`${one.path}.`));
}

describe.each(Object.entries(documented))('the fields of %s', (name, fields) => {
  const known = new Map(flatten(TABLES[name] ?? [], `${name.split(' ')[1] ?? ''}[]`));

  it('are all read, or said to have no effect', () => {
    const missing = Object.keys(fields).filter(
      (path) => !known.has(path) && !READ_BY_ROUTES.includes(path) && !isWithoutEffect(path),
    );
    expect(missing).toEqual([]);
  });

  it('have the documented types, and are required where that is documented', () => {
    const different = Object.entries(fields).filter(([path, type]) => {
      const own = known.get(path);
      if (own === undefined || ON_PURPOSE[path] !== undefined || path.endsWith(META_KEY)) return false;
      return own.required !== type.endsWith('!') || !KINDS[type.replace('!', '')]?.includes(own.kind);
    });
    expect(different).toEqual([]);
  });

  it('are no others', () => {
    expect([...known.keys()].filter((path) => fields[path] === undefined)).toEqual([]);
  });
});
