/**
 * An event on request: played by us against the handler, or, where there is none, sent by the simulated shop itself.
 */
import { mistake, type Failure } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import { readSettings } from '../../replay/apply-settings.ts';
import { noHandler } from '../../replay/no-handler.ts';
import { readTriggerName, type TriggerName } from '../../replay/trigger-name.ts';
import { planTrigger } from '../../replay/trigger-plan.ts';
import { targetFor } from '../../send/routes.ts';
import { fullName } from '../../fixture/find-fixture.ts';
import type { SimulatedShop } from '../../simulate/shop.ts';
import type { Answered, Intention } from '../intention.ts';
import type { Means } from './means.ts';
import { simulatedOnly } from './pace.ts';
import { emitFrom, type EmitWish } from './shop/emit.ts';
import { checkNumber, MOST_CALLS, MOST_RECORDS } from './shop/numbers.ts';
import { addressOf, send, type Errand } from './sending.ts';

type Trigger = Extract<Intention, { kind: 'trigger' }>;

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
  const { text } = emitEvent({ event: name.event, records: records ?? 1, count }, means);
  return { kind: 'done', text: `There is no handler: ${text.charAt(0).toLowerCase()}${text.slice(1)}` };
}

/** Throws `Failure` (exit 2) for a real shop, an unknown event, or one that this session has no webhook for. */
export function emitEvent(wish: EmitWish, means: Means): Extract<Answered, { kind: 'done' }> {
  const shop = simulatedOnly(means);
  const { event, calls } = emitFrom(shop, wish, () => notSubscribed(wish.event, shop));
  const words = calls === 1 ? `${event.name}: it comes` : `${event.name} in ${calls} calls: they come`;
  return { kind: 'done', text: `The simulated shop sends ${words} through the listener like any call.` };
}

/** Never subscribed to, or no longer: the shop deactivates webhooks too. */
function notSubscribed(event: string, { webhooks }: Pick<SimulatedShop, 'webhooks'>): Failure {
  const wanted = event.trim().toLowerCase();
  const isKnown = webhooks.list().some((webhook) => webhook.event.toLowerCase() === wanted);
  const what = isKnown
    ? `The webhook for ${printable(event)} is inactive, so the shop sends it to nobody.`
    : `This session has no webhook for ${printable(event)}, so the shop has nobody to send it to.`;
  const hint = isKnown
    ? 'If the right to it was taken, give it back with upgates-dev control allow. Then switch it on: press w, or start the session anew.'
    : `Start the session with --event ${printable(event)}.`;
  return mistake('not-subscribed', what, hint);
}

function checkNumbers({ count, records, retries }: Trigger): void {
  checkNumber('--count', count, { min: 1, max: MOST_CALLS });
  checkNumber('--records', records ?? 0, { min: 0, max: MOST_RECORDS });
  checkNumber('--retries', retries, { min: 0, max: MOST_CALLS });
}
