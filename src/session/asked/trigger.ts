/**
 * An event on request: played by us against the handler, or, where there is none, sent by the simulated shop itself.
 */
import { findEvent } from '../../core/events.ts';
import { mistake, type Failure } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import { generateRecords } from '../../fixture/generate.ts';
import { createRandom } from '../../core/random.ts';
import { readSettings } from '../../replay/apply-settings.ts';
import { noHandler } from '../../replay/no-handler.ts';
import { readTriggerName, type TriggerName } from '../../replay/trigger-name.ts';
import { planTrigger } from '../../replay/trigger-plan.ts';
import { targetFor } from '../../send/routes.ts';
import { fullName } from '../../fixture/find-fixture.ts';
import type { Answered, Intention } from '../intention.ts';
import type { Means } from './means.ts';
import { simulatedOnly } from './pace.ts';
import { addressOf, send, type Errand } from './sending.ts';

type Trigger = Extract<Intention, { kind: 'trigger' }>;
type Emit = Extract<Intention, { kind: 'emit' }>;

/** Throws `Failure`: exit 2 for what cannot be sent, 3 when history fails. */
export async function trigger(intention: Trigger, errand: Errand): Promise<Answered> {
  const { plan, now, faults } = errand.means;
  checkNumbers(intention);
  const named = readTriggerName(intention.name, intention.records === null ? null : '--records');
  const settings = readSettings(intention.sets);
  const url = addressOf(intention.to) ?? targetFor(plan.targets, named.name.event)?.url ?? null;
  if (url === null) return sentByShop(intention, named, errand.means);
  const parcels = planTrigger({
    name: named.name,
    body: null,
    records: intention.records,
    count: intention.count,
    settings,
    url,
    ownFixtures: plan.fixtures,
    seed: plan.seed,
    at: now(),
  });
  return send(parcels, errand, { pace: { kind: 'max', atOnce: 1 }, retries: intention.retries, faults });
}

/** Its records are its own, and so are its repeats: what says otherwise needs a handler to be sent to. */
function sentByShop({ sets, records, count, retries }: Trigger, { name }: TriggerName, means: Means): Answered {
  const hint = 'Start the session with --forward 3000/webhooks, or name a handler with --to.';
  if (means.shop.simulated === null) throw noHandler(name.event, hint);
  if (sets.length > 0 || name.label !== null || retries > 0) {
    const what = `Without a handler for ${printable(fullName(name))} the simulated shop sends the event itself, with records and repeats of its own.`;
    throw mistake('no-handler', what, hint);
  }
  const { text } = emitNamed({ event: name.event, records: records ?? 1, count }, means);
  return { kind: 'done', text: `There is no handler: ${text.charAt(0).toLowerCase()}${text.slice(1)}` };
}

/** Throws `Failure` (exit 2) for a real shop, an unknown event, or one that this session has no webhook for. */
export function emitEvent(intention: Emit, means: Means): Answered {
  checkNumbers(intention);
  const { name } = readTriggerName(intention.event, '--records');
  return { kind: 'done', text: emitNamed({ ...intention, event: name.event }, means).text };
}

/** The records of each event differ, also from those of events before. */
function emitNamed({ event, records, count }: Omit<Emit, 'kind'>, means: Means): { readonly text: string } {
  const shop = simulatedOnly(means);
  const definition = findEvent(event);
  if (definition === undefined) throw notAtShop(event);
  if (count * Math.max(1, records) > MOST_EMITTED) {
    throw mistake('option-value', `At most ${MOST_EMITTED} records are sent at once.`, 'Ask for fewer, more often.');
  }
  let sent = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const random = createRandom(`${means.plan.seed}/emitted/${means.now()}/${turn}`);
    sent += shop.emit(event, generateRecords(definition, records, { random, at: shop.clock.now() })).length;
  }
  if (sent === 0) {
    const what = `This session has no webhook for ${event}, so the shop has nobody to send it to.`;
    throw mistake('not-subscribed', what, `Start the session with --event ${event}.`);
  }
  const calls = sent === 1 ? `${event}: it comes` : `${event} in ${sent} calls: they come`;
  return { text: `The simulated shop sends ${calls} through the listener like any call.` };
}

function notAtShop(event: string): Failure {
  const what = `The simulated shop has no event ${printable(event)}.`;
  return mistake('not-catalogued', what, 'Upgates may have it; here it can only be sent to a handler, from a fixture.');
}

const MOST_CALLS = 1_000_000;
/** All are made before the first is sent. */
const MOST_EMITTED = 100_000;
const MOST_RECORDS = 100_000;

function checkNumbers(wish: {
  readonly count: number;
  readonly records: number | null;
  readonly retries?: number;
}): void {
  checkNumber('--count', wish.count, { min: 1, max: MOST_CALLS });
  checkNumber('--records', wish.records ?? 0, { min: 0, max: MOST_RECORDS });
  checkNumber('--retries', wish.retries ?? 0, { min: 0, max: MOST_CALLS });
}

function checkNumber(where: string, value: number, { min, max }: { readonly min: number; readonly max: number }): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw mistake('option-value', `${where} is ${value}, but it must be a whole number from ${min} to ${max}.`);
}
