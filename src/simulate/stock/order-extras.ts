/**
 * What an order has besides goods: shipping, payment, discounts. In: what was written, or randomness. Out: the kept form,
 * then the whole with amounts. Shipment and payment are paired by code (documented) or by id.
 */
import type { Random } from '../../core/random.ts';
import type { Surroundings } from './kind.ts';
import type { Language } from './languages.ts';
import { cents, priceOf, vatIn } from './money.ts';
import type { Paying } from './order-line.ts';
import { oneOf } from './order-lines.ts';
import { isForLanguage } from './shipments.ts';
import { complete, isThing, listOf, numberOf, textOf, type Thing } from './thing.ts';

/** The id and the price are settled for good; null fields stay as written. */
export function pinCarriage(
  entity: 'Shipments' | 'Payments',
  written: Thing | null,
  { shop, language, random }: Paying & { readonly random: Random },
): Thing {
  const known = written === null ? drawOne(entity, { shop, language, random }) : findOne(entity, written, shop);
  if (known === null) return { id: null, ...written };
  const whole = shop.whole(entity, known);
  const text = (listOf(whole['descriptions']) ?? []).find((one) => one['language_id'] === language.id);
  const usual = { id: numberOf(whole['id']), code: whole['code'], name: text?.['name'], price: text?.['price'] };
  return { ...usual, ...(written === null ? pickUpPlace(whole, random) : written) };
}

/** Where the way of shipping has pick-up places, one is chosen. */
function pickUpPlace(shipment: Thing, random: Random): Thing {
  if (!Array.isArray(shipment['affiliates'])) return {};
  const number = random.int(100, 999);
  return { affiliate_id: String(number), affiliate_name: `Výdejní místo ${number}` };
}

function drawOne(
  entity: 'Shipments' | 'Payments',
  { shop, language, random }: Pick<Paying, 'shop' | 'language'> & { readonly random: Random },
): Thing | null {
  const offered = shop.oldest(entity, 10).filter((one) => entity === 'Payments' || isForLanguage(one, language.id));
  return oneOf(offered, random);
}

function findOne(entity: 'Shipments' | 'Payments', written: Thing, shop: Surroundings): Thing | null {
  const code = textOf(written['code']);
  const byId = shop.find(entity, written['id']);
  if (byId !== null || code === null) return byId;
  return shop.findBy(entity, (known) => shop.whole(entity, known)['code'] === code);
}

export function wholeShipment(known: Thing, paying: Paying): Thing {
  const type = paying.shop.find('Shipments', known['id']);
  const documented = {
    ...carriage(known, paying),
    affiliate_id: null,
    affiliate_name: null,
    type: type === null ? null : paying.shop.whole('Shipments', type)['type'],
    packeta_carrier_id: null,
  };
  return complete(documented, { ...known, ...carriage(known, paying), id: type === null ? null : known['id'] });
}

export function wholePayment(known: Thing, paying: Paying): Thing {
  const type = paying.shop.find('Payments', known['id']);
  const documented = {
    ...carriage(known, paying),
    eet_yn: false,
    type: type === null ? null : paying.shop.whole('Payments', type)['type'],
  };
  return complete(documented, { ...known, ...carriage(known, paying), id: type === null ? null : known['id'] });
}

function carriage(known: Thing, { language, includesVat }: Paying): Thing {
  const amount = numberOf(known['price']) ?? 0;
  const vat = numberOf(known['vat']) ?? vatIn(language.country, 'usual');
  const price = priceOf(amount, vat, includesVat);
  return {
    id: known['id'] ?? null,
    code: textOf(known['code']),
    name: textOf(known['name']) ?? '',
    price: amount,
    price_with_vat: price.withVat,
    price_without_vat: price.withoutVat,
    vat,
  };
}

export const DISCOUNTS = ['discount_voucher', 'quantity_discount', 'loyalty_points'] as const;

/** Now and then a customer has a voucher, a discount for quantity, or points. In the currency of the order. */
export function drawDiscounts(random: Random, { currency }: Language): Thing {
  const roll = random.next();
  const money = currency === 'CZK' ? 50 : 2;
  if (roll < 0.12) return { discount_voucher: { code: `SLEVA${random.int(10, 99)}`, type: 'percent', amount: 10 } };
  if (roll < 0.18) return { quantity_discount: { type: 'price', amount: money } };
  return roll < 0.24 ? { loyalty_points: { one_point_for: money / 50, amount: money } } : {};
}

/** Null where the order has none; the API description does not say how that looks (inferred). */
export function wholeDiscount(name: (typeof DISCOUNTS)[number], known: Thing, bought: readonly Thing[]): Thing | null {
  const fields = known[name];
  if (!isThing(fields)) return null;
  const amount = numberOf(fields['amount']) ?? 0;
  const documented = {
    ...(name === 'discount_voucher' ? { code: '' } : {}),
    ...(name === 'loyalty_points' ? { one_point_for: 1 } : { type: 'price' }),
    amount,
    discounts: [],
  };
  return { ...complete(documented, fields), amount, discounts: spread(amount, fields['type'] === 'percent', bought) };
}

/** Over the rates of VAT, in proportion to what was bought at each (documented: one entry a rate). */
function spread(amount: number, isPercent: boolean, bought: readonly Thing[]): readonly Thing[] {
  const paid = (line: Thing): number => numberOf(line['price_with_vat']) ?? 0;
  const all = bought.reduce((sum, line) => sum + paid(line), 0);
  const rates = [...new Set(bought.map((line) => numberOf(line['vat']) ?? 0))];
  const whole = Math.min(isPercent ? (all * amount) / 100 : amount, all);
  return rates.map((vat) => {
    const ofRate = bought
      .filter((line) => (numberOf(line['vat']) ?? 0) === vat)
      .reduce((sum, line) => sum + paid(line), 0);
    const price = priceOf(all === 0 ? 0 : cents((whole * ofRate) / all), vat, true);
    return { price: price.withVat, price_with_vat: price.withVat, price_without_vat: price.withoutVat, vat };
  });
}
