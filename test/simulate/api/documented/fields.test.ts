import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedShop } from '../../../../src/simulate/shop.ts';
import { callApi } from '../../rest-client.ts';
import { compareFields, readDocumented } from './read-documented.ts';
import { createRichShop } from './rich-shop.ts';

const documented = await readDocumented();
let shop: SimulatedShop;
beforeAll(async () => {
  shop = await createRichShop();
});
afterAll(async () => await shop.close());

/** Where the answers differ from the letter of the description, on purpose. */
const ON_PURPOSE: Readonly<Record<string, string>> = {
  'orders[].default_currency_rate': 'typed currency, described as a rate: a number',
  'orders[].customer.agreements[].valid_to': 'an agreement without an end: null',
  'orders[].dimensions.width': 'an order without dimensions: null',
  'orders[].dimensions.length': 'an order without dimensions: null',
  'orders[].dimensions.height': 'an order without dimensions: null',
  'orders[].discount_voucher': 'an order without a voucher: null',
  'orders[].quantity_discount': 'an order without a discount: null',
  'orders[].loyalty_points': 'an order without points: null',
  'orders[].shipment.packeta_carrier_id': '"only if the type is Zásilkovna": null',
  'invoices[].eet': '"filled in only for receipts": null',
  'invoices[].recapitulation_vats[]': '"the key is the rate": an object',
  'invoices[].recapitulation_vats[].base': 'below the rate',
  'invoices[].recapitulation_vats[].vat': 'below the rate',
  'invoices[].recapitulation_vats[].total': 'below the rate',
  'products[].labels[].active_from': 'a label without a beginning: null',
  'products[].labels[].active_to': 'a label without an end: null',
};

/** Documented below something of which the simulated shop has none. */
const NEVER_SEEN = [
  /^orders\[\]\.products\[\]\.configurations\[\]\./,
  /^orders\[\]\.quantity_discount\.discounts\[\]\./,
  /^invoices\[\]\.eet\./,
  /^products\[\]\.variants\[\]\.labels\[\]\./,
  /^products\[\]\.(?:gifts|sets)\[\]\./,
];

const COUNTERS = ['current_page', 'current_page_items', 'number_of_pages', 'number_of_items'];

describe.each([...documented])('GET %s', (name, list) => {
  it('has every documented field, with a fitting value', async () => {
    const { status, json } = await callApi(shop, `GET /${name}`);
    expect(status).toBe(200);
    const { troubles, unseen } = compareFields(list, json);
    expect(troubles.filter((trouble) => ON_PURPOSE[trouble.path] === undefined)).toEqual([]);
    expect(unseen.filter((path) => !NEVER_SEEN.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  it('has no field at the top that is not documented', async () => {
    const { json } = await callApi(shop, `GET /${name}`);
    const top = Object.keys(list.fields).filter((path) => !path.includes('.'));
    // Availabilities come in pages, as the text says; the table of the answer has no counters.
    const counters = name === 'availabilities' ? COUNTERS : [];
    expect(Object.keys(json)).toEqual([...counters, ...top.map((path) => path.replace('[]', ''))]);
  });
});
