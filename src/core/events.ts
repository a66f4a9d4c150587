/**
 * The catalogue of the 36 Upgates events as data.
 * Sources: the event pages (www.upgates.com/a/orders, /a/order-statuses, /a/products, /a/categories, /a/customers,
 * /a/documents-1), the Postman collection and the API changelog of 26 March 2025 for the names of the others.
 * `standing` says whether the record's shape was read on an official page or inferred from the REST resource.
 */

export type Action = 'create' | 'update' | 'delete';
export type Standing = 'documented' | 'inferred';
export type FieldType = 'string' | 'int' | 'bool' | 'datetime';

export interface FieldDefinition {
  readonly name: string;
  readonly type: FieldType;
  /** True where the shop may send null or leave the value empty (inferred from the REST fields). */
  readonly nullable: boolean;
}

/** One array of records in the body. */
export interface ListDefinition {
  /** The array's key in the body, such as `orders`. */
  readonly key: string;
  readonly idField: string;
  readonly timeField: string;
  readonly fields: readonly FieldDefinition[];
  /** The field people recognise a record by: order number, product code ...; the id where that is empty. */
  readonly labelField: string;
}

export interface EventDefinition {
  readonly name: string;
  readonly entity: string;
  readonly action: Action;
  /** One list, or two for `Products.delete` (`products` and `variants`). */
  readonly lists: readonly [ListDefinition, ...ListDefinition[]];
  readonly standing: Standing;
  /** Where `project_name` stands on the event's page; meaningless in JSON, followed for likeness. */
  readonly projectName: 'first' | 'last';
}

/** At most this many records in one call; the rest follows in the next (changelog of 5 September 2024). */
export const MAX_RECORDS = 5000;

const TIME_FIELDS: Readonly<Record<Action, string>> = {
  create: 'creation_time',
  update: 'last_update_time',
  delete: 'deletion_time',
};

const ACTIONS: readonly Action[] = ['create', 'update', 'delete'];

const field = (name: string, type: FieldType, nullable = false): FieldDefinition => ({ name, type, nullable });

interface EntityDefinition {
  readonly entity: string;
  readonly key: string;
  readonly id: FieldDefinition;
  readonly label?: FieldDefinition;
  /** Further fields of all actions, before the time. */
  readonly more?: readonly FieldDefinition[];
  /** Fields after the time, by action. */
  readonly after?: Partial<Readonly<Record<Action, readonly FieldDefinition[]>>>;
  readonly standing: Standing;
  readonly projectName?: 'last';
}

const STATUS = [field('status_id', 'int'), field('status', 'string', true)] as const;
const CODE = field('code', 'string', true);

const ENTITIES: readonly EntityDefinition[] = [
  {
    entity: 'Orders',
    key: 'orders',
    id: field('order_number', 'string'),
    after: { create: STATUS, update: STATUS },
    standing: 'documented',
  },
  // The list types the id as string; the REST resource calls the array `order_statuses`, the webhook `statuses`.
  {
    entity: 'OrderStatuses',
    key: 'statuses',
    id: field('order_status_id', 'string'),
    standing: 'documented',
    projectName: 'last',
  },
  { entity: 'Products', key: 'products', id: field('product_id', 'int'), label: CODE, standing: 'documented' },
  {
    entity: 'Availabilities',
    key: 'availabilities',
    id: field('availability_id', 'int'),
    standing: 'inferred',
  },
  { entity: 'Labels', key: 'labels', id: field('label_id', 'int'), standing: 'inferred' },
  { entity: 'Categories', key: 'categories', id: field('category_id', 'int'), label: CODE, standing: 'documented' },
  // The two flags stand only in the changelog of 30 October 2024.
  {
    entity: 'Customers',
    key: 'customers',
    id: field('customer_id', 'int'),
    label: field('email', 'string'),
    more: [CODE],
    after: { create: [field('active_yn', 'bool'), field('blocked_yn', 'bool')] },
    standing: 'documented',
  },
  { entity: 'Shipments', key: 'shipments', id: field('shipment_id', 'int'), standing: 'inferred' },
  { entity: 'Payments', key: 'payments', id: field('payment_id', 'int'), standing: 'inferred' },
  { entity: 'Pricelists', key: 'pricelists', id: field('pricelist_id', 'int'), standing: 'inferred' },
  { entity: 'Languages', key: 'languages', id: field('language_id', 'string'), standing: 'inferred' },
  // The group is called Documents on the page, the events Invoices; type: invoice, creditNote or receipt.
  {
    entity: 'Invoices',
    key: 'invoices',
    id: field('invoice_number', 'string'),
    more: [field('type', 'string')],
    standing: 'documented',
    projectName: 'last',
  },
];

/** The second array of `Products.delete`. */
const VARIANTS: EntityDefinition = {
  entity: 'Variants',
  key: 'variants',
  id: field('variant_id', 'int'),
  label: CODE,
  standing: 'documented',
};

/** All events in the order of the official menu. */
export const EVENTS: readonly EventDefinition[] = ENTITIES.flatMap((entity) =>
  ACTIONS.map((action) => defineEvent(entity, action)),
);

const BY_NAME: ReadonlyMap<string, EventDefinition> = new Map(EVENTS.map((event) => [event.name, event]));

export function findEvent(name: string): EventDefinition | undefined {
  return BY_NAME.get(name);
}

function defineEvent(entity: EntityDefinition, action: Action): EventDefinition {
  const list = defineList(entity, action);
  const hasVariants = entity.entity === 'Products' && action === 'delete';
  return {
    name: `${entity.entity}.${action}`,
    entity: entity.entity,
    action,
    lists: hasVariants ? [list, defineList(VARIANTS, action)] : [list],
    standing: entity.standing,
    projectName: entity.projectName ?? 'first',
  };
}

function defineList(entity: EntityDefinition, action: Action): ListDefinition {
  const timeField = TIME_FIELDS[action];
  const label = entity.label ? [entity.label] : [];
  const after = entity.after?.[action] ?? [];
  return {
    key: entity.key,
    idField: entity.id.name,
    timeField,
    labelField: entity.label?.name ?? entity.id.name,
    fields: [entity.id, ...label, ...(entity.more ?? []), field(timeField, 'datetime'), ...after],
  };
}
