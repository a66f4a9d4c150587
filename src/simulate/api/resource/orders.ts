/** Orders, the statuses they can have, and invoices: how they are listed. */
import { namesIn } from './names.ts';
import { equals, flagOf, oneOf, PAGE, pagesOf, parameter, type Resource } from './resource.ts';

/** In the order of the API description. */
const PAYMENT_TYPES = namesIn(`
  cash cashOnDelivery command moneybookers paypal stripe payu homecredit tatrapay
  tatracardpay comgate gopay fio gpwebpay cofidis essox twisto cashOnCashRegister
  cardOnCashRegister thepay custom
`);
const SHIPMENT_TYPES = ['ceskaPosta', 'slovenskaPosta', 'ulozenka', 'zasilkovna', 'dpd', 'ppl', 'gls', 'custom'];
const STATUS_TYPES = namesIn(`
  Received Canceled Sent PaymentSuccessful PaymentFailed PaymentCanceled PaymentInProcess
  Unresolved Custom HomecreditProcessing HomecreditRejected HomecreditApproved
  HomecreditReadyToShip HomecreditSent HomecreditDelivered HomecreditPaid HomecreditCanceled
`);

export const ORDERS: Resource = {
  service: 'orders',
  key: 'orders',
  entity: 'Orders',
  idField: 'order_number',
  idInPath: 'documented',
  paging: pagesOf(100),
  parameters: [
    parameter('order_number', equals('order_number')),
    parameter('order_numbers', oneOf('order_number')),
    parameter('creation_time_from', { kind: 'from', path: 'creation_time' }),
    parameter('creation_time_to', { kind: 'to', path: 'creation_time' }),
    parameter('last_update_time_from', { kind: 'from', path: 'last_update_time' }),
    // An order is paid when it has a date of payment (inferred: there is no flag).
    parameter('paid_yn', { kind: 'flag', isSet: (order) => typeof order['paid_date'] === 'string' }),
    parameter('status', { kind: 'equals-or-none', path: 'status' }),
    parameter('status_id', equals('status_id')),
    parameter('status_ids', oneOf('status_id')),
    parameter('language', equals('language_id')),
    parameter('email', equals('customer.email')),
    parameter('phone', { kind: 'phone', path: 'customer.phone' }),
    parameter('external_order_number', equals('external_order_number')),
    parameter('payment_type', { kind: 'choice', path: 'payment.type', values: PAYMENT_TYPES }),
    parameter('shipment_type', { kind: 'choice', path: 'shipment.type', values: SHIPMENT_TYPES }),
    PAGE,
    parameter('order_by', { kind: 'order-by', values: ['creation_time', 'last_update_time'] }),
    parameter('order_dir', { kind: 'order-dir' }),
  ],
  verbs: ['GET', 'POST', 'PUT', 'DELETE'],
  notSimulated: [],
};

export const ORDER_STATUSES: Resource = {
  service: 'order-statuses',
  key: 'order_statuses',
  entity: 'OrderStatuses',
  idField: 'id',
  idInPath: 'documented',
  paging: null,
  parameters: [
    parameter('id', equals('id')),
    parameter('type', { kind: 'choice', path: 'type', values: STATUS_TYPES }),
  ],
  verbs: ['GET'],
  notSimulated: ['POST', 'PUT', 'DELETE'],
};

export const INVOICES: Resource = {
  service: 'invoices',
  key: 'invoices',
  entity: 'Invoices',
  idField: 'invoice_number',
  idInPath: 'documented',
  paging: pagesOf(100),
  parameters: [
    parameter('invoice_number', equals('invoice_number')),
    parameter('invoice_numbers', oneOf('invoice_number')),
    parameter('creation_time_from', { kind: 'from', path: 'creation_time' }),
    // The shop knows it; no field of the answer shows it.
    parameter('last_update_time_from', { kind: 'from', path: 'last_update_time' }),
    PAGE,
    parameter('paid_yn', flagOf('paid_yn')),
    parameter('type', { kind: 'choice', path: 'type', values: ['invoice', 'creditNote', 'receipt'] }),
  ],
  verbs: ['GET'],
  notSimulated: [],
};
