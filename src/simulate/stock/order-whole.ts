/**
 * The whole of an order. In: its kept form. Out: all documented fields; sums are computed from the lines, whatever was
 * written of them, so that they add up.
 */
import type { Surroundings } from './kind.ts';
import { languageOf, type Language } from './languages.ts';
import { cents, CROWNS_FOR_EURO, payable } from './money.ts';
import { wholeOrderCustomer } from './order-customer.ts';
import { DISCOUNTS, wholeDiscount, wholePayment, wholeShipment } from './order-extras.ts';
import { sumOf, weightOf, wholeLine } from './order-line.ts';
import { boolOf, complete, listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';
import { uuidOf } from './uuid.ts';

/** All fields of the API description, in its order, as they are where nothing else is known. */
const ORDER: Thing = {
  order_number: '',
  order_id: 0,
  case_number: '',
  external_order_number: null,
  uuid: '',
  language_id: 'cs',
  currency_id: 'CZK',
  default_currency_rate: 1,
  prices_with_vat_yn: true,
  status_id: null,
  status: null,
  paid_date: null,
  tracking_code: null,
  tracking_url: null,
  statistics_yn: true,
  resolved_yn: false,
  oss_yn: false,
  internal_note: null,
  last_update_time: null,
  creation_time: null,
  variable_symbol: '',
  dimensions: { width: 0, length: 0, height: 0 },
  total_weight: 0,
  order_total: 0,
  order_total_before_round: 0,
  order_total_rest: 0,
  invoice_number: null,
  origin: 'frontend',
  admin_url: '',
  customer: {},
  products: [],
  discount_voucher: null,
  quantity_discount: null,
  loyalty_points: null,
  shipment: {},
  payment: {},
  attachments: [],
  metas: [],
};

export function wholeOrder(known: Thing, shop: Surroundings): Thing {
  const language = languageOf(known['language_id'], shop);
  const usual = { ...ORDER, ...namesOf(known, shop), ...moneyOf(language), tracking_url: trackingUrl(known, shop) };
  const paid = paidFor(known, language, shop);
  const lines = listOf(paid['products']) ?? [];
  const computed = { ...paid, customer: wholeOrderCustomer(thingOf(known['customer']), shop) };
  return { ...complete({ ...usual, total_weight: weightOf(lines) }, known), ...computed };
}

function namesOf(known: Thing, { shopName }: Surroundings): Thing {
  const serial = numberOf(known['order_id']) ?? 0;
  return {
    case_number: `B${String(serial).padStart(5, '0')}`,
    uuid: uuidOf(`${shopName}/${textOf(known['order_number']) ?? ''}`),
    variable_symbol: String(serial),
    admin_url: `https://${shopName}.admin.example.com/orders/edit-order/default/${serial}`,
  };
}

function moneyOf({ id, currency }: Language): Thing {
  const rate = currency === 'CZK' ? 1 : 1 / CROWNS_FOR_EURO;
  return { language_id: id, currency_id: currency, default_currency_rate: rate };
}

function paidFor(known: Thing, language: Language, shop: Surroundings): Thing {
  const includesVat = boolOf(known['prices_with_vat_yn']) ?? true;
  const uuidSeed = `${shop.shopName}/${textOf(known['order_number']) ?? ''}`;
  const buying = { shop, language, includesVat };
  const products = (listOf(known['products']) ?? []).map((line, index) =>
    wholeLine(line, buying, `${uuidSeed}/${index}`),
  );
  const shipment = wholeShipment(thingOf(known['shipment']), buying);
  const payment = wholePayment(thingOf(known['payment']), buying);
  const discounts = Object.fromEntries(DISCOUNTS.map((name) => [name, wholeDiscount(name, known, products)]));
  const total = totalOf([...products, shipment, payment], Object.values(discounts), language);
  return { ...total, products, ...discounts, shipment, payment };
}

/** Documented: the total is with VAT, the rest is what rounding added. */
function totalOf(paid: readonly Thing[], discounts: readonly (Thing | null)[], { currency }: Language): Thing {
  const off = discounts.flatMap((discount) => listOf(discount?.['discounts']) ?? []);
  const before = cents(sumOf(paid, 'price_with_vat') - sumOf(off, 'price_with_vat'));
  const total = payable(before, currency);
  return { order_total: total, order_total_before_round: before, order_total_rest: cents(total - before) };
}

function trackingUrl(known: Thing, shop: Surroundings): string | null {
  const code = textOf(known['tracking_code']);
  const shipment = shop.find('Shipments', thingOf(known['shipment'])['id']);
  const url = shipment === null ? null : textOf(shop.whole('Shipments', shipment)['tracking_url']);
  return code === null || url === null ? null : `${url}${encodeURIComponent(code)}`;
}
