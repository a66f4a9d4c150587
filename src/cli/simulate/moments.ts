/**
 * What a moment of a scenario is for people, in one sentence.
 */
import { printable } from '../../core/printable.ts';
import type { Moment } from '../../simulate/scenario/course.ts';

/** Null for what brings attempts, webhooks or a new address is told by these. */
export function wordsOf({ deed }: Moment): string | null {
  switch (deed.kind) {
    case 'say':
      return printable(deed.text);
    case 'fault':
      return printable(`From now on a fault is at work: ${deed.fault.label}.`);
    case 'clear-faults':
      return deed.label === null ? 'No fault is at work any more.' : printable(`The fault ${deed.label} is gone.`);
    case 'deny':
      return `The API user loses its rights on ${deed.events.join(', ')}.`;
    case 'allow':
      return `The API user has its rights on ${deed.events.join(', ')} again.`;
    case 'speed':
      return `The shop's waits pass at speed ${deed.speed} now.`;
    case 'end':
      return 'The scenario is over, and the shop closes.';
    case 'happen':
    case 'emit':
    case 'move':
      return null;
  }
}
