/**
 * The bodies that the checks send: fresh records of an event, as the shop would write them.
 * In: an event, a seed and a clock. Out: records, and the bytes of a call. The same seed gives the same records.
 */
import { buildBody, type JsonStyle, type RecordLists, type ShopRecord } from '../core/envelope.ts';
import type { EventDefinition, FieldDefinition, ListDefinition } from '../core/events.ts';
import type { Instant } from '../core/instant.ts';
import { createRandom } from '../core/random.ts';
import { generateFollowing, generateRecords } from '../fixture/generate.ts';

export interface Bodies {
  /** New records, none of them spoken of before and none without its code: what is odd about a call is the check's choice. */
  records(event: EventDefinition, count?: number): RecordLists;
  /** What a later (or earlier) event says of the first of these records; `at` is the time that it carries. */
  following(event: EventDefinition, of: RecordLists, at?: Instant): RecordLists;
  /** The time of the shop. */
  now(): Instant;
}

/** High enough to look like a shop that has been open for a while. */
const FIRST_IDS = { from: 100, to: 79_999 } as const;

export function createBodies(seed: string, now: () => Instant): Bodies {
  const random = createRandom(seed);
  let nextId = random.int(FIRST_IDS.from, FIRST_IDS.to);
  return {
    records(event, count = 1) {
      const lists = generateRecords(event, count, { random, at: now(), firstId: nextId });
      nextId += count;
      return mapRecords(event, lists, withCode);
    },
    following: (event, of, at = now()) => generateFollowing(event, firstOf(of), { random, at }),
    now,
  };
}

function withCode(record: ShopRecord, { idField }: ListDefinition): ShopRecord {
  return record['code'] === null ? { ...record, code: `KOD-${String(record[idField])}` } : record;
}

const SHOP_NAME = 'demoshop';

/** The bytes of one call. `style`: escaped like PHP unless said otherwise. */
export function writeBody(event: EventDefinition, lists: RecordLists, style?: JsonStyle): Buffer {
  return Buffer.from(buildBody(event, { projectName: SHOP_NAME, lists }, style));
}

export type ChangeRecord = (record: ShopRecord, list: ListDefinition) => ShopRecord;

/** The same lists with each record changed. */
export function mapRecords(event: EventDefinition, lists: RecordLists, change: ChangeRecord): RecordLists {
  return Object.fromEntries(
    event.lists.map((list) => [list.key, (lists[list.key] ?? []).map((record) => change(record, list))]),
  );
}

/** Texts that the shop may leave out: codes, and the name of an order's status. */
export function optionalTexts({ fields }: ListDefinition): readonly FieldDefinition[] {
  return fields.filter(({ nullable, type }) => nullable && type === 'string');
}

function firstOf(lists: RecordLists): ShopRecord {
  return Object.values(lists).flat()[0] ?? {};
}
