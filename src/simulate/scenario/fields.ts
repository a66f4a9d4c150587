/**
 * The fields that steps are made of. Several steps have the same one, and then it means the same.
 */
import { findEvent, type EventDefinition } from '../../core/events.ts';
import { parseDuration, type Millis } from '../../core/instant.ts';
import { nearestNames, readPattern } from '../../core/pattern.ts';
import type { Fault } from '../../faults/fault.ts';
import { MAX_SPEC_LENGTH, readFault } from '../../faults/read-fault.ts';
import type { MovedForm } from '../api/moved.ts';
import { fieldOf, oneOf, optional, textUpTo, wholeNumber, type Field } from './field.ts';
import { LONGEST, MOST_RECORDS, MOST_TIMES } from './limits.ts';

const DURATION = String.raw`^\d+(\.\d+)?(ms|s|m|h|d)$`;

function duration(name: string, words: string, example: string): Field<Millis> {
  return fieldOf({
    name,
    words,
    example,
    schema: { type: 'string', pattern: DURATION },
    should: 'a duration with its unit, such as 30s, 10m or 12h, at most 366d',
    accept(value) {
      const millis = typeof value === 'string' ? parseDuration(value) : null;
      return millis !== null && millis <= LONGEST ? millis : undefined;
    },
  });
}

export const AT: Field<Millis> = duration('at', "when, from the beginning, on the shop's clock", '10m');

export const EVERY: Field<Millis> = optional(
  duration('every', 'from one time to the next; default: all at once', '2s'),
  0,
);

export const COUNT: Field<number> = optional(
  wholeNumber({ name: 'count', words: 'how many times; default: once', max: MOST_TIMES }),
  1,
);

export const RECORDS: Field<number> = optional(
  wholeNumber({ name: 'records', words: 'how many records each time; default: one', max: MOST_RECORDS }),
  1,
);

export const TEXT: Field<string> = textUpTo({
  name: 'text',
  words: 'a line for people',
  example: 'The sale begins.',
  letters: 500,
});

/** A full name of the catalogue, whatever the case: a scenario is played by a shop that has these events and no others. */
export const EVENT: Field<EventDefinition> = {
  name: 'event',
  words: 'the full name of an event',
  example: 'Orders.create',
  schema: { type: 'string', minLength: 1 },
  isNeeded: true,
  read(value, place) {
    if (typeof value !== 'string') throw place.refuse('This must be the name of an event, such as Orders.create.');
    const reading = readPattern(value.slice(0, 100));
    const event = reading.kind === 'pattern' && !reading.isWildcard ? findEvent(reading.pattern) : undefined;
    if (event !== undefined) return event;
    throw place.refuse('Upgates has no such event.', `Nearest: ${nearestNames(value).join(', ')}.`);
  },
};

const MOST_PATTERNS = 50;

/** Patterns in the catalogue's spelling. */
export const EVENTS_DENIED: Field<readonly string[]> = {
  name: 'events',
  words: 'events or patterns',
  example: ['Orders.*'],
  schema: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, maxItems: MOST_PATTERNS },
  isNeeded: true,
  read(value, place) {
    if (!Array.isArray(value) || value.length === 0 || value.length > MOST_PATTERNS) {
      throw place.refuse(`This must be a list of 1 to ${MOST_PATTERNS} events or patterns, such as ["Orders.*"].`);
    }
    return value.map((text: unknown, index) => {
      const reading = typeof text === 'string' ? readPattern(text.slice(0, 100)) : null;
      if (reading?.kind === 'pattern' && reading.isCatalogued) return reading.pattern;
      throw place
        .at(index)
        .refuse('This fits no event of Upgates.', `Nearest: ${nearestNames(String(text)).join(', ')}.`);
    });
  },
};

export const SPEC: Field<Fault> = {
  name: 'spec',
  words: 'a fault as after --fault; it lasts until it is cleared, its for= has passed, or its times= are used up',
  example: 'outage,for=12h',
  schema: { type: 'string', minLength: 1, maxLength: MAX_SPEC_LENGTH },
  isNeeded: true,
  read(value, place) {
    if (typeof value !== 'string') throw place.refuse('This must be a fault as after --fault, such as status=503.');
    const reading = readFault(value);
    if (reading.kind === 'fault') return reading.fault;
    throw place.refuse(reading.sentence);
  },
};

export const FAULT_NAME: Field<string | null> = optional(
  textUpTo({
    name: 'name',
    words: 'the name or spec of one fault; default: all',
    example: 'outage',
    letters: MAX_SPEC_LENGTH,
  }),
  null,
);

export const FORM: Field<MovedForm> = optional(
  oneOf<MovedForm>({
    name: 'form',
    words: 'what the old address answers: 301 with api_url in the body, with Location, or with both (default)',
    choices: ['body', 'location', 'both'],
  }),
  'both',
);

const SPEEDS = { from: 0.001, to: 1_000_000 };

export const SPEED: Field<number | 'max'> = fieldOf<number | 'max'>({
  name: 'speed',
  words: "how fast the shop's waits pass: 1 as they really do, N times as fast, or max",
  example: 300,
  schema: { anyOf: [{ type: 'number', minimum: SPEEDS.from, maximum: SPEEDS.to }, { const: 'max' }] },
  should: `a number from ${SPEEDS.from} to ${SPEEDS.to}, or "max"`,
  accept(value) {
    if (value === 'max') return value;
    return typeof value === 'number' && value >= SPEEDS.from && value <= SPEEDS.to ? value : undefined;
  },
});
