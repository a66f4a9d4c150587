/** What the shop's keeper sets up once: shipments, payments, price lists, languages. How it is listed. */
import { equals, oneOf, PAGE, parameter, type Resource } from './resource.ts';

const BY_ID_AND_CODE = [
  parameter('id', equals('id')),
  parameter('ids', oneOf('id')),
  parameter('code', equals('code')),
  parameter('codes', oneOf('code')),
  parameter('type', equals('type')),
  PAGE,
];

/** The counters are documented, how much fits on a page is not. */
const UNTOLD_PAGES = { size: 100, standing: 'inferred' } as const;

export const SHIPMENTS: Resource = {
  service: 'shipments',
  key: 'shipments',
  entity: 'Shipments',
  idField: 'id',
  idInPath: 'documented',
  paging: UNTOLD_PAGES,
  parameters: BY_ID_AND_CODE,
  verbs: ['GET'],
  notSimulated: [],
};

export const PAYMENTS: Resource = { ...SHIPMENTS, service: 'payments', key: 'payments', entity: 'Payments' };

export const PRICELISTS: Resource = {
  service: 'pricelists',
  key: 'pricelists',
  entity: 'Pricelists',
  idField: 'id',
  idInPath: 'inferred',
  paging: null,
  parameters: [],
  verbs: ['GET'],
  notSimulated: ['POST', 'DELETE'],
};

export const LANGUAGES: Resource = {
  service: 'languages',
  key: 'languages',
  entity: 'Languages',
  idField: 'language_id',
  idInPath: 'inferred',
  paging: null,
  parameters: [],
  verbs: ['GET'],
  notSimulated: [],
};
