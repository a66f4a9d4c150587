/** Customers and the groups they can be in: how they are listed. */
import { thingOf, type Thing } from '../../stock/thing.ts';
import type { Meaning } from './meaning.ts';
import { equals, oneOf, PAGE, pagesOf, parameter, type Resource } from './resource.ts';

const loginFlag = (field: string): Meaning => ({
  kind: 'flag',
  isSet: (customer: Thing) => thingOf(customer['login'])[field] === true,
});

export const CUSTOMERS: Resource = {
  service: 'customers',
  key: 'customers',
  entity: 'Customers',
  idField: 'customer_id',
  idInPath: 'inferred',
  paging: pagesOf(100),
  parameters: [
    parameter('creation_time_from', { kind: 'from', path: 'creation_time' }),
    parameter('last_update_time_from', { kind: 'from', path: 'last_update_time' }),
    parameter('code', equals('code')),
    parameter('customer_id', equals('customer_id')),
    parameter('ids', oneOf('customer_id')),
    parameter('active_yn', loginFlag('active_yn')),
    parameter('blocked_yn', loginFlag('blocked_yn')),
    parameter('language', equals('language')),
    parameter('pricelist', equals('pricelist')),
    parameter('email', equals('login.email')),
    parameter('phone', { kind: 'phone', path: 'communication.phone' }),
    parameter('company_name', equals('company.name')),
    // The page calls the first DIČ and the second IČO, against their names and the fields'; the names are followed.
    parameter('company_number', equals('company.company_number')),
    parameter('company_vat_number', equals('company.vat_number')),
    PAGE,
    parameter('newsletter_accept', {
      kind: 'choice',
      path: 'newsletter_accept',
      values: ['notset', 'no', 'yes', 'excluded'],
    }),
  ],
  verbs: ['GET', 'POST', 'PUT', 'DELETE'],
  notSimulated: [],
};

export const GROUPS: Resource = {
  service: 'groups',
  key: 'groups',
  entity: 'Groups',
  idField: 'id',
  idInPath: 'inferred',
  paging: pagesOf(100),
  parameters: [parameter('name', equals('name')), parameter('ids', oneOf('id')), PAGE],
  verbs: ['GET'],
  notSimulated: ['POST', 'PUT', 'DELETE'],
};

/** The shop has these and no others. `id` is a text in the API description. */
export const CUSTOMER_GROUPS: readonly Thing[] = [
  { id: '1', name: 'Stálí zákazníci' },
  { id: '2', name: 'Velkoobchod' },
  { id: '3', name: 'Zamestnanci' },
];
