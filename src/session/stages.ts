/**
 * The start of a session, step by step: listener up, address proved, leftovers removed, webhooks created, ready.
 * Each step has its own deadline inside and registers its closer; when one fails, the closers undo those before.
 * Nothing can be lost on the way: we answer before the webhooks exist.
 */
import type { Gap } from '../core/gap.ts';
import { isoUtc } from '../core/instant.ts';
import type { NoticeRecord, PolicyName } from '../core/record.ts';
import { openListener, type Listener } from '../receive/listener.ts';
import { planRegistration } from '../register/plan.ts';
import { register, type Registration } from '../register/registration.ts';
import type { LostSession } from '../register/sweep.ts';
import type { PublicAddress } from './address/address.ts';
import { openControl } from './control/open-control.ts';
import { createDoors, type Doors } from './doors.ts';
import { openGaps } from './gaps/open-gaps.ts';
import type { KeptCall } from './calls/kept-call.ts';
import type { Model } from './model.ts';
import type { Notify } from './notify.ts';
import { keepReachable, reach } from './address/reach.ts';
import { once } from './once.ts';
import { newSessionSecrets } from './secrets.ts';
import { connectShop, type Shop } from './shop.ts';
import type { Starting } from './starting.ts';
import { countStrangers } from './stranger-count.ts';
import { createWay, type Way } from './address/way.ts';
import { createPurse } from './upkeep/purse.ts';
import { createRecordDesk } from './upkeep/records.ts';
import { createWebhookDesk } from './upkeep/webhooks.ts';
import { watchHandlers } from './calls/watch-handlers.ts';
import { openWorkshop, type Workshop } from './calls/workshop.ts';

/** Calls in flight are finished for this long at the end. */
const DRAIN_PATIENCE = 2000;
const REMOVAL_DEADLINE = 15_000;

/** Throws when a step fails or the end was asked for; `closers` then undo what was done. */
export async function startStages(starting: Starting): Promise<void> {
  const { closers, signal, model, plan } = starting;
  const step = async <T>(words: string, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    model.update({ step: words });
    return work();
  };
  const told: Notify = (level, notice) => notify(starting, level, notice);
  const shop = await step('connecting to the shop', () => openShop(starting));
  const secrets = newSessionSecrets();
  const doors = createDoors(secrets, shop.isSimulated ? 'refuse' : 'admit');
  const way = createWay();
  const workshop = openWorkshop({ ...starting, shop, doors, way, notify: told });
  const listener = await step('opening the listener', () => listen(starting, { doors, way, workshop }));
  const { address, sleep } = await step('proving the public address', () =>
    reach(starting, { listener, name: secrets.tunnelName, notify: told }),
  );
  way.use(address);
  const lost = await step('looking for leftovers', () => sweep(starting, shop, workshop));
  const registration = await step('creating webhooks', () => registerAll(starting, { shop, doors, address }));
  const drain = (): Promise<unknown> => Promise.all([listener.drain(DRAIN_PATIENCE), workshop.finish(DRAIN_PATIENCE)]);
  closers.push('calls in flight', async () => void (await drain()), DRAIN_PATIENCE + 500);
  const control = await step('opening the control door', () => openControl(starting, { shop, notify: told }));
  const purse = createPurse({ shop, now: starting.now });
  const webhooks = createWebhookDesk({
    ...starting,
    shop,
    purse,
    urlFor: (event) => doors.urlFor(event, address.publicUrl),
    onCreated: (event, id) => doors.registered(event, id),
  });
  const records = createRecordDesk({ ...starting, ...workshop, shop, purse, secrets: starting.plan.secrets });
  const gaps = openGaps(starting, { shop, workshop, purse });
  starting.asked.open({ ...starting, ...workshop, shop, webhooks, records, gaps });
  closers.push('what was asked', () => starting.asked.close());
  closers.push('way to the control door', () => control?.hide());
  signal.throwIfAborted();
  announce(starting, { shop, listener, address, registration });
  gaps.desk.restarted(lost);
  const onGap = (gap: Gap): void => gaps.desk.ended(gap);
  keepReachable(starting, { address, sleep, way, doors, registration, notify: told, onGap });
  void watchHandlers({ ...starting, targets: plan.targets });
  workshop.open();
  shop.open();
}

async function openShop(starting: Starting): Promise<Shop> {
  const { closers, model } = starting;
  const shop = await connectShop({
    ...starting,
    onCallsLeft: (callsLeft) => model.update(withCallsLeft(model, callsLeft)),
  });
  closers.push('shop', () => shop.close());
  return shop;
}

function withCallsLeft(model: Model, callsLeft: number | null): Parameters<Model['update']>[0] {
  return { shop: { ...model.snapshot().shop, callsLeft } };
}

interface Premises {
  readonly doors: Doors;
  readonly way: Way;
  readonly workshop: Workshop;
}

async function listen(starting: Starting, { doors, way, workshop }: Premises): Promise<Listener> {
  const { plan, now, emit, closers, model } = starting;
  const strangers = countStrangers(now, emit);
  const missing = once(() => notify(starting, 'info', MISSING_CREDENTIALS));
  const listener = await openListener<KeptCall>({
    port: plan.port,
    now,
    admitting: () => doors.admitting(),
    terms: () => ({ policy: model.snapshot().policy, budget: way.budget(plan.rules), limit: plan.rules.limit }),
    stages: workshop.stages,
    connections: () => way.connections(),
    onStranger: (method, path) => strangers.knock(method, path),
    onMissingCredentials: missing,
    notice: (code, text) => notify(starting, 'error', { code, text }),
  });
  closers.push('listener', async () => {
    strangers.close();
    await listener.close();
  });
  model.update({ listenUrl: listener.url });
  return listener;
}

const MISSING_CREDENTIALS = {
  code: 'no-credentials-sent',
  text: "The shop calls without the URL's credentials. Its calls are known by their secret path and are taken.",
};

const REFUSED: ReadonlySet<string> = new Set(['api-unauthorized', 'api-forbidden']);

/** What was lost with sessions that this history knows: others have written what they had elsewhere. */
async function sweep(starting: Starting, shop: Shop, { history }: Workshop): Promise<readonly LostSession[]> {
  const wantsLastCalls = (session: string): boolean => history.knowsSession(session);
  const swept = await shop.sweep(starting.signal, wantsLastCalls);
  if (swept === null) return [];
  // Who may not remove webhooks must not create any.
  if (swept.failure !== null && REFUSED.has(swept.failure.code)) throw swept.failure;
  const names = (list: readonly { event: string }[]): string => list.map(({ event }) => event).join(', ');
  if (swept.removed.length > 0) {
    const text = `Removed what an earlier session had left at the shop: ${names(swept.removed)}.`;
    notify(starting, 'info', { code: 'leftovers-removed', text });
  }
  if (swept.left.length > 0) {
    const text = `Still at the shop from an earlier session: ${names(swept.left)} (${swept.left[0]?.reason ?? ''}).`;
    notify(starting, 'warning', { code: 'leftovers-left', text });
  }
  if (swept.waiting.length > 0 && swept.failure !== null) {
    const text = `It could not be looked whether an earlier session has left something at the shop: ${swept.failure.message} The next start tries again.`;
    notify(starting, 'warning', { code: 'leftovers-unknown', text });
  }
  if (swept.ofOtherUsers > 0) {
    const text = `${swept.ofOtherUsers} webhooks may be left here by another API user of this machine; only that user can remove them.`;
    notify(starting, 'warning', { code: 'leftovers-of-others', text });
  }
  return swept.lost;
}

interface Registering {
  readonly shop: Shop;
  readonly doors: Doors;
  readonly address: PublicAddress;
}

async function registerAll(starting: Starting, { shop, doors, address }: Registering): Promise<Registration> {
  const { plan, now, signal, closers, emit } = starting;
  const { client, ledger } = shop;
  const registrationPlan = await planRegistration({ readings: plan.events, client, now, signal });
  for (const { level, code, text } of registrationPlan.notices) {
    // The simulated shop's calls cost nothing.
    if (code !== 'api-price' || !shop.isSimulated) notify(starting, level, { code, text });
  }
  const registration = await register({
    plan: registrationPlan,
    client,
    ledger,
    urlFor: (event) => doors.urlFor(event, address.publicUrl),
    now,
    signal,
    onWebhook({ id, event, state }) {
      if (state === 'created') doors.registered(event, id);
      emit({ kind: 'webhook', at: isoUtc(now()), id, event, state });
    },
  });
  closers.push('webhooks', () => removeAll(starting, registration), REMOVAL_DEADLINE + 2000);
  for (const { level, code, text } of registration.notices) notify(starting, level, { code, text });
  return registration;
}

async function removeAll(starting: Starting, registration: Registration): Promise<void> {
  starting.model.update({ step: 'removing webhooks' });
  const { left } = await registration.remove(AbortSignal.timeout(REMOVAL_DEADLINE));
  if (left.length === 0) return;
  const names = left.map(({ id, event }) => (id === null ? event : `${event} (id ${id})`)).join(', ');
  const text = `These webhooks still point here: ${names}. ${left[0]?.reason ?? ''} The next start tries again.`;
  notify(starting, 'error', { code: 'webhooks-left', text });
}

interface Opened {
  readonly shop: Shop;
  readonly listener: Listener;
  readonly address: PublicAddress;
  readonly registration: Registration;
}

function announce({ plan, emit, now, model }: Starting, { shop, listener, address, registration }: Opened): void {
  const webhooks = registration.webhooks().map(({ id, event }) => ({ id, event }));
  const policy: PolicyName = model.snapshot().policy;
  emit({
    kind: 'ready',
    at: isoUtc(now()),
    listen: listener.url,
    publicUrl: address.publicUrl,
    shop: shop.name,
    events: webhooks.map(({ event }) => event),
    webhooks,
    policy,
    rules: plan.rules.name,
    seed: plan.seed,
  });
}

function notify(
  { emit, now }: Pick<Starting, 'emit' | 'now'>,
  level: NoticeRecord['level'],
  { code, text }: { readonly code: string; readonly text: string },
): void {
  emit({ kind: 'notice', at: isoUtc(now()), level, code, text });
}
