/**
 * The event or fixture that a trigger names. In: the text, and what gives the body in place of a fixture. Out: event and
 * label. Throws `Failure` (exit 2) with the nearest names.
 */
import { mistake } from '../core/failure.ts';
import { inQuotes, printable } from '../core/printable.ts';
import { readFixtureWish } from '../fixture/find-fixture.ts';
import type { FixtureName } from '../fixture/name.ts';

export interface TriggerName {
  readonly name: FixtureName;
  /** False for an event that Upgates may have and we do not know. */
  readonly isCatalogued: boolean;
}

/** `otherBody`: the option that gives the body, such as `--records`; null: the fixture does. */
export function readTriggerName(text: string, otherBody: string | null): TriggerName {
  const reading = readFixtureWish(text);
  if (reading.kind === 'unknown') {
    const what = text.includes('*') ? 'but one event is triggered at a time' : 'but Upgates has no such event';
    throw mistake(
      'unknown-event',
      `The event is ${inQuotes(text)}, ${what}.`,
      `Near names: ${reading.nearest.join(', ')}.`,
    );
  }
  if (otherBody === null || reading.name.label === null) return reading;
  const what = `${printable(text)} names a fixture, but ${otherBody} gives another body.`;
  throw mistake('two-bodies', what, 'Leave one out.');
}
