/**
 * What an entity of the shop is: how its things are numbered, what the shop opens with, and how the few fields that are
 * kept of a thing become the whole of it. One file an entity; a kind is pure, everything it may look at is an argument.
 */
import type { Instant } from '../../core/instant.ts';
import type { Random } from '../../core/random.ts';
import type { EntityName, Thing } from './thing.ts';

/** What a kind may look at. Things are in their kept form: only `whole` has all fields. */
export interface Surroundings {
  readonly shopName: string;
  readonly openedAt: Instant;
  /** Randomness of one thing's own: it gives the same however often and whenever one looks. */
  randomOf(entity: EntityName, id: unknown): Random;
  find(entity: EntityName, id: unknown): Thing | null;
  /** Finds by another field than the id, such as a code. */
  findBy(entity: EntityName, has: (known: Thing) => boolean): Thing | null;
  /** The oldest things, `most` at most. */
  oldest(entity: EntityName, most: number): readonly Thing[];
  whole(entity: EntityName, known: Thing): Thing;
}

/** Another thing that changes along. */
export interface Consequence {
  readonly entity: EntityName;
  readonly id: unknown;
  readonly fields: Thing;
}

export interface Kind {
  readonly entity: EntityName;
  /** The field that identifies it in REST. */
  readonly idField: string;
  /** Entities whose names or numbers are shown in it: when they change, it is to be made whole anew. */
  readonly drawsOn: readonly EntityName[];
  /** The id after the largest number so far (0: none) and after so many things. */
  idAfter(last: number, serial: number): string | number;
  /** What the shop opens with, oldest first. */
  opensWith(shop: Surroundings): readonly Thing[];
  /** Settles what a later look must find again, whatever happens to other things. `serial`: the so-many-th. */
  pin(known: Thing, shop: Surroundings, serial: number): Thing;
  /** All fields, from what was pinned. */
  whole(known: Thing, shop: Surroundings): Thing;
  /** How given fields go into kept ones; default: `merge`. */
  readonly revise?: (known: Thing, fields: Thing, shop: Surroundings) => Thing;
  /** What comes with writing it, and with its going. */
  readonly consequences?: (known: Thing, isGone: boolean) => readonly Consequence[];
  /** The fields of a new one that the shop thinks of; default: none, the rest follows from its id. */
  readonly begin?: (shop: Surroundings, random: Random) => Thing;
  /** What happens to it next in the life of the shop. */
  live(known: Thing, random: Random, shop: Surroundings): Thing;
}

/** 1, 2, 3 ... */
export function nextNumber(last: number): number {
  return last + 1;
}
