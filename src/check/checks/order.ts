/**
 * Events in another order than they happened in: with repeats every five minutes a later event overtakes an earlier one.
 */
import { SECOND } from '../../core/instant.ts';
import type { EventDefinition } from '../../core/events.ts';
import { writeBody } from '../bodies.ts';
import type { Check, Plan } from '../check.ts';
import { judgeCalls } from '../judge-replies.ts';
import { type Call, type Shop } from '../shop.ts';

export const order: Check = {
  name: 'order',
  words: 'An update before its create, a delete before its create, an older update after a newer one.',
  meaning: 'While one event waits for its repeat, later ones of the same record go on coming.',
  todo: 'Take each event as a hint to read the record anew: create it where it is missing, accept a delete of what is not there, ignore an older time.',
  calls: (plan) => steps(plan).reduce((sum, step) => sum + step.events.length, 0),
  obstacle: (plan) =>
    steps(plan).length > 0 ? null : { reason: 'no update or delete is among the chosen events', todo: null },
  async run(shop) {
    const calls = steps(shop.plan).flatMap((step) => callsOf(step, shop));
    const sent = 'update before create, delete before create, older after newer';
    return judgeCalls({ check: order, sent }, calls, shop);
  },
};

/** Events of one record in this order; `times` is when each happened, in seconds from now. */
interface Step {
  readonly label: string;
  readonly events: readonly EventDefinition[];
  readonly times: readonly number[];
}

/** What can be played with the chosen events. */
function steps({ sample }: Plan): readonly Step[] {
  const entity = sample.find(({ action }) => action !== 'create')?.entity;
  const of = (action: string): readonly EventDefinition[] =>
    sample.filter((event) => event.entity === entity && event.action === action);
  const [create, update, gone] = [of('create'), of('update'), of('delete')];
  const all: readonly Step[] = [
    { label: 'update before create', events: update.length > 0 ? [...update, ...create] : [], times: [0, -60] },
    { label: 'delete before create', events: gone.length > 0 ? [...gone, ...create] : [], times: [0, -60] },
    { label: 'older after newer', events: [...update, ...update], times: [0, -60] },
  ];
  return all.filter(({ events }) => events.length > 0);
}

function callsOf({ label, events, times }: Step, { bodies }: Shop): readonly Call[] {
  const [first] = events;
  if (first === undefined) return [];
  const record = bodies.records(first);
  return events.map((event, index) => {
    const at = bodies.now() + (times[index] ?? 0) * SECOND;
    return { label, body: writeBody(event, bodies.following(event, record, at)) };
  });
}
