/**
 * All that a step can do, one row each: its words, its fields, and what it becomes. The reader, the published schema and
 * the documents are made from these rows.
 */
import { COUNT, EVENT, EVENTS_DENIED, EVERY, FAULT_NAME, FORM, RECORDS, SPEC, SPEED, TEXT } from './fields.ts';
import type { Field } from './field.ts';
import { LISTS, listsOf } from './lists.ts';
import type { Place } from './place.ts';
import type { Deed } from './scenario.ts';

export interface StepKind {
  readonly words: string;
  readonly fields: readonly Field<unknown>[];
  readonly read: (given: GivenFields) => Deed;
}

/** The fields of one step in a file. */
export interface GivenFields {
  /** Throws `Failure` (exit 2) that points at the place. */
  readonly take: <Value>(field: Field<Value>) => Value;
  readonly placeOf: (field: Field<unknown>) => Place;
}

type StepKinds = Readonly<Record<Deed['kind'], StepKind>>;

export const STEP_KINDS: StepKinds = {
  say: {
    words: 'says a line',
    fields: [TEXT],
    read: ({ take }) => ({ kind: 'say', text: take(TEXT) }),
  },
  happen: {
    words: "lets things of the shop's choosing be created, changed or removed",
    fields: [EVENT, RECORDS, COUNT, EVERY],
    read: ({ take }) => ({
      kind: 'happen',
      event: take(EVENT),
      records: take(RECORDS),
      count: take(COUNT),
      every: take(EVERY),
    }),
  },
  emit: {
    words: 'sends an event with exactly these records',
    fields: [EVENT, LISTS],
    read({ take, placeOf }) {
      const event = take(EVENT);
      return { kind: 'emit', event, lists: listsOf(event, take(LISTS), placeOf(LISTS)) };
    },
  },
  fault: {
    words: "spoils the handler's answers on purpose",
    fields: [SPEC],
    read: ({ take }) => ({ kind: 'fault', fault: take(SPEC) }),
  },
  'clear-faults': {
    words: 'spoils them no longer',
    fields: [FAULT_NAME],
    read: ({ take }) => ({ kind: 'clear-faults', label: take(FAULT_NAME) }),
  },
  deny: {
    words: 'takes the API user the right to events: their webhooks are deactivated',
    fields: [EVENTS_DENIED],
    read: ({ take }) => ({ kind: 'deny', events: take(EVENTS_DENIED) }),
  },
  allow: {
    words: 'gives the right back; the webhooks stay inactive until somebody activates them (inferred)',
    fields: [EVENTS_DENIED],
    read: ({ take }) => ({ kind: 'allow', events: take(EVENTS_DENIED) }),
  },
  move: {
    words: 'moves the API to another address; the old ones answer 301',
    fields: [FORM],
    read: ({ take }) => ({ kind: 'move', form: take(FORM) }),
  },
  speed: {
    words: "changes how fast the shop's waits pass",
    fields: [SPEED],
    read: ({ take }) => ({ kind: 'speed', speed: take(SPEED) }),
  },
  end: {
    words: 'closes a shop that was opened for the scenario',
    fields: [],
    read: () => ({ kind: 'end' }),
  },
};

export function isStepKind(text: string): text is Deed['kind'] {
  return Object.hasOwn(STEP_KINDS, text);
}
