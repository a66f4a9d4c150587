/**
 * The shop of a session, real or simulated: both are spoken to over HTTP by the same client.
 * In: the plan. Out: a client, the ledger of this session, and how fast the shop's waits pass.
 */
import { isoUtc, type Instant } from '../core/instant.ts';
import type { ApiRecord, NoticeRecord, WebhookRecord } from '../core/record.ts';
import { dialOptions } from '../dial/dial.ts';
import { createApiClient, type ApiClient } from '../register/api-client.ts';
import { ownLease } from '../register/lease.ts';
import type { LedgerHead } from '../register/ledger-record.ts';
import { openLedger, type Ledger } from '../register/ledger.ts';
import { machineId, newMarkerId } from '../register/machine.ts';
import { sweepLeftovers, type Sweep, type SweepOptions } from '../register/sweep.ts';
import { openVolatileLedger } from '../register/volatile-ledger.ts';
import { createSimulatedShop, type SimulatedShop } from '../simulate/shop.ts';
import type { Speed } from './calls/pace.ts';
import { tellDeactivated } from './deactivated.ts';
import type { SessionPlan, ShopPlan } from './plan.ts';

export interface Shop {
  /** `simulated`, or the shop's host. */
  readonly name: string;
  readonly isSimulated: boolean;
  readonly client: ApiClient;
  readonly ledger: Ledger;
  speed(): Speed;
  /** What can be done to a shop of our own making; null for a real one. */
  readonly simulated: SimulatedShop | null;
  /**
   * Removes what dead sessions of this machine left here, and asks for the last calls of those that are wanted; null where
   * nothing can have been left.
   */
  sweep(signal: AbortSignal, wantsLastCalls: SweepOptions['wantsLastCalls']): Promise<Sweep | null>;
  /** Lets customers come, if this shop is ours to populate. */
  open(): void;
  close(): Promise<void>;
}

export interface ShopOptions {
  readonly plan: SessionPlan;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly emit: (record: ApiRecord | NoticeRecord | WebhookRecord) => void;
  /** The calls that may still be made now; null: not known. */
  readonly onCallsLeft: (total: number | null) => void;
}

/** Connects without a call: the first one is the registration's, which goes alone. */
export function connectShop(options: ShopOptions): Promise<Shop> {
  const { shop } = options.plan;
  return shop.kind === 'simulated' ? openSimulated(shop, options) : openReal(shop, options);
}

async function openSimulated(plan: Extract<ShopPlan, { kind: 'simulated' }>, options: ShopOptions): Promise<Shop> {
  const { now } = options;
  const { rules, seed } = options.plan;
  const shop: SimulatedShop = createSimulatedShop({
    rules,
    speed: plan.speed,
    seed,
    now,
    requestOptions: dialOptions,
    onWebhook: tellDeactivated(options),
  });
  // Without the session's signal: the shop must outlive the end being asked for, to have its webhooks removed.
  const served = await shop.serve({ port: 0 });
  const client = clientFor({ apiUrl: served.apiUrl, login: shop.login, key: shop.key, allowHosts: [] }, options);
  return {
    name: 'simulated',
    isSimulated: true,
    client,
    ledger: openVolatileLedger(headFor(client, { machine: newMarkerId(), now })),
    speed: () => shop.clock.speed(),
    simulated: shop,
    sweep: () => Promise.resolve(null),
    open: () => shop.traffic.start(plan.traffic),
    close: () => shop.close(),
  };
}

async function openReal(plan: Extract<ShopPlan, { kind: 'real' }>, options: ShopOptions): Promise<Shop> {
  const { now } = options;
  const { stateDir } = options.plan;
  const client = clientFor(plan, options);
  const machine = await machineId(stateDir);
  const ledger = await openLedger(stateDir, headFor(client, { machine, now }));
  return {
    name: client.host(),
    isSimulated: false,
    client,
    ledger,
    speed: () => 1,
    simulated: null,
    sweep: (signal, wantsLastCalls) => sweepLeftovers({ stateDir, machine, client, now, signal, wantsLastCalls }),
    open: () => undefined,
    close: () => ledger.close(),
  };
}

function clientFor(
  address: Pick<Extract<ShopPlan, { kind: 'real' }>, 'apiUrl' | 'login' | 'key' | 'allowHosts'>,
  { plan, now, signal, emit, onCallsLeft }: ShopOptions,
): ApiClient {
  return createApiClient({
    ...address,
    now,
    signal,
    userAgent: `upgates-dev/${plan.version}`,
    onCallsLeft({ hour, day, total }) {
      onCallsLeft(total);
      emit({ kind: 'api', at: isoUtc(now()), callsLeftHour: hour, callsLeftDay: day });
    },
    onMoved: (apiUrl) => emit(movedNotice(apiUrl, now())),
  });
}

function movedNotice(apiUrl: string, now: Instant): NoticeRecord {
  const text = `The shop has moved to ${apiUrl}. Store that address as UPGATES_API_URL.`;
  return { kind: 'notice', at: isoUtc(now), level: 'warning', code: 'shop-moved', text };
}

function headFor(client: ApiClient, { machine, now }: { machine: string; now: () => Instant }): LedgerHead {
  return { session: newMarkerId(), machine, lease: ownLease(), ...client.identity, at: now() };
}
