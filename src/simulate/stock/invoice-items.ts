/**
 * What an invoice lists and sums up. In: a whole order. Out: its lines, discounts, shipment and payment as items, and the
 * recapitulation by rate of VAT. On a credit note all amounts are below zero (inferred).
 */
import { cents } from './money.ts';
import { DISCOUNTS } from './order-extras.ts';
import { sumOf } from './order-line.ts';
import { listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';

export function itemsOf(order: Thing, sign: 1 | -1): readonly Thing[] {
  const products = (listOf(order['products']) ?? []).map((line) => itemOf(line, 'product', line['title']));
  const discounts = DISCOUNTS.flatMap((name) => listOf(thingOf(order[name])['discounts']) ?? []);
  const [shipment, payment] = [thingOf(order['shipment']), thingOf(order['payment'])];
  const items = [
    ...products,
    ...discounts.map((discount) => signed(itemOf(discount, 'discount', 'Sleva'), -1)),
    ...(order['shipment'] === undefined ? [] : [itemOf(shipment, 'shipment', shipment['name'])]),
    ...(order['payment'] === undefined ? [] : [itemOf(payment, 'payment', payment['name'])]),
  ];
  return items.map((item) => signed(item, sign));
}

function itemOf(line: Thing, type: string, name: unknown): Thing {
  const amount = (field: string, otherwise: string): number => numberOf(line[field] ?? line[otherwise]) ?? 0;
  return {
    code: line['code'] ?? null,
    name: textOf(name) ?? '',
    description: '',
    quantity: numberOf(line['quantity']) ?? 1,
    unit: textOf(line['unit']) ?? 'ks',
    vat: numberOf(line['vat']) ?? 0,
    price_per_unit_with_vat: amount('price_per_unit_with_vat', 'price_with_vat'),
    price_per_unit_without_vat: amount('price_per_unit_without_vat', 'price_without_vat'),
    price_with_vat: numberOf(line['price_with_vat']) ?? 0,
    price_without_vat: numberOf(line['price_without_vat']) ?? 0,
    recycling_fee: numberOf(line['recycling_fee']) ?? 0,
    type,
  };
}

const SIGNED = [
  'price_per_unit_with_vat',
  'price_per_unit_without_vat',
  'price_with_vat',
  'price_without_vat',
] as const;

function signed(item: Thing, sign: 1 | -1): Thing {
  if (sign > 0) return item;
  return { ...item, ...Object.fromEntries(SIGNED.map((field) => [field, cents(-(numberOf(item[field]) ?? 0))])) };
}

export function sumUp(items: readonly Thing[]): Thing {
  const [base, total] = [sumOf(items, 'price_without_vat'), sumOf(items, 'price_with_vat')];
  return { base, vat: cents(total - base), total };
}

/** Documented as an array whose keys are the rates: in JSON that is an object (inferred). */
export function recapitulate(items: readonly Thing[]): Thing {
  const rates = [...new Set(items.map((item) => numberOf(item['vat']) ?? 0))].toSorted((a, b) => a - b);
  return Object.fromEntries(rates.map((vat) => [String(vat), sumUp(items.filter((item) => item['vat'] === vat))]));
}
