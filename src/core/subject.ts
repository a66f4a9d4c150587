/**
 * What a call speaks of: the things of the shop that can be asked for whole, since a webhook carries their identifiers only.
 * In: an event's name and the text of a body. Out: the things in their order, or why there is nothing to ask for.
 */
import { readEnvelope, recordLabel, type ShopRecord } from './envelope.ts';
import { findEvent, type EventDefinition, type ListDefinition } from './events.ts';

/** One order, product, customer ... of the shop. */
export interface Subject {
  /** As in the catalogue: `Orders`. */
  readonly entity: string;
  readonly id: string;
  /** What people know it by; raw, not yet safe to print. */
  readonly label: string;
}

export type SubjectReading =
  | { readonly kind: 'subjects'; readonly subjects: readonly [Subject, ...Subject[]] }
  /** `why` is a sentence. */
  | { readonly kind: 'none'; readonly why: string };

const NOUNS: Readonly<Record<string, string>> = {
  Orders: 'order',
  OrderStatuses: 'order status',
  Products: 'product',
  Availabilities: 'availability',
  Labels: 'label',
  Categories: 'category',
  Customers: 'customer',
  Shipments: 'shipment',
  Payments: 'payment',
  Pricelists: 'price list',
  Languages: 'language',
  Invoices: 'invoice',
};

/** `order`. */
export function nounOf(entity: string): string {
  return NOUNS[entity] ?? 'record';
}

/** By which it is known among all things of the shop. */
export function subjectKey({ entity, id }: Pick<Subject, 'entity' | 'id'>): string {
  return `${entity}/${id}`;
}

/** `order 9000211`, `product TRICKO-01 (id 36)`. */
export function nameSubject({ entity, id, label }: Subject): string {
  return `${nounOf(entity)} ${label}${label === id ? '' : ` (id ${id})`}`;
}

/** A body longer than this is not looked through: 5000 records take a fraction of it. */
const LONGEST_BODY = 4_000_000;

/** Why a call of this event speaks of nothing that the shop could show; null where that depends on its body. */
export function whyNoSubject(eventName: string): string | null {
  const event = findEvent(eventName);
  if (event === undefined) return 'What this event speaks of is not known, so there is nothing to ask the shop for.';
  if (event.action !== 'delete') return null;
  return `${eventName} says that the shop no longer has it: there is nothing to ask for.`;
}

export function subjectsOf(eventName: string, body: string): SubjectReading {
  const event = findEvent(eventName);
  const why = whyNoSubject(eventName);
  if (event === undefined || why !== null) return none(why ?? '');
  if (body.length > LONGEST_BODY) return none('The body is too long to look through for what it speaks of.');
  const reading = readEnvelope(body);
  if (reading.kind === 'unreadable') return none(`What the call speaks of cannot be told: ${reading.problem}.`);
  const [first, ...others] = namedIn(event, reading.envelope.lists);
  if (first === undefined) return none(`The body names no ${nounOf(event.entity)}.`);
  return { kind: 'subjects', subjects: [first, ...others] };
}

function none(why: string): SubjectReading {
  return { kind: 'none', why };
}

/** Each once, however often it is named. */
function namedIn(
  { entity, lists }: EventDefinition,
  records: Readonly<Record<string, readonly ShopRecord[]>>,
): readonly Subject[] {
  const found = new Map<string, Subject>();
  for (const list of lists) {
    for (const record of records[list.key] ?? []) {
      const subject = subjectOf(entity, list, record);
      if (subject !== null && !found.has(subject.id)) found.set(subject.id, subject);
    }
  }
  return [...found.values()];
}

/** No id of the shop is longer, or has any of these; one that has could lead somewhere else than to a record. */
const ID = /^(?!\.{1,2}$)[^\p{C}/\\?#]{1,100}$/u;

function subjectOf(entity: string, list: ListDefinition, record: ShopRecord): Subject | null {
  const { id, label } = recordLabel(list, record);
  return ID.test(id) ? { entity, id, label } : null;
}
