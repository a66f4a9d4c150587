/**
 * What a list of the REST API is, as data: one description a resource, read by one reader (`read-list.ts`), shown in the
 * docs. Sources: the API description (blueprint of 2024 and 2025); what it leaves open is marked `inferred`.
 */
import type { Standing } from '../../../core/events.ts';
import type { EntityName, Thing } from '../../stock/thing.ts';
import type { Meaning, Parameter } from './meaning.ts';

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Paging {
  readonly size: number;
  readonly standing: Standing;
}

export interface Resource {
  /** The path below `/api/v2` and the name in `GET status`. */
  readonly service: string;
  /** The list's key in the answer. */
  readonly key: string;
  readonly entity: EntityName | 'Groups';
  /** What an id in the path is compared with. */
  readonly idField: string;
  readonly idInPath: Standing;
  /** Null: the whole list in one answer, without counters. */
  readonly paging: Paging | null;
  readonly parameters: readonly Parameter[];
  readonly views?: readonly View[];
  /** Documented, and the simulated shop has it. */
  readonly verbs: readonly Verb[];
  /** Documented, and the simulated shop answers 501. */
  readonly notSimulated: readonly Verb[];
}

/** The same list with other fields: `products/simple`. */
export interface View {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  project(thing: Thing, shop: Shelves): Thing;
}

/** What a view may look up beside the thing itself. */
export interface Shelves {
  all(entity: EntityName): readonly Thing[];
  readonly kept: KeptShelves;
}

/** Things in the short form in which the shop keeps them: to look through thousands. */
export interface KeptShelves {
  all(entity: EntityName): readonly Thing[];
}

/** One line of a table of parameters. */
export function parameter(name: string, meaning: Meaning): Parameter {
  return { name, meaning };
}

export const equals = (path: string): Meaning => ({ kind: 'equals', path });
export const oneOf = (path: string): Meaning => ({ kind: 'one-of', path });
export const flagOf = (field: string): Meaning => ({ kind: 'flag', isSet: (thing) => thing[field] === true });
export const PAGE: Parameter = parameter('page', { kind: 'page' });

export const pagesOf = (size: number): Paging => ({ size, standing: 'documented' });
