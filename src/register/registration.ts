/**
 * The webhooks of one session. In: a plan, the shop, the session's ledger and the URL of each event. Out: webhooks that
 * exist and are active, with the way to move and to remove them; or `Failure`, and then none of them is left.
 * The first call goes alone, then at most three at once; each webhook is in the ledger before its POST.
 */
import { trouble, type Failure } from '../core/failure.ts';
import { maskUrl } from '../core/masking.ts';
import { SECOND, type Instant, type Millis } from '../core/instant.ts';
import type { ApiClient } from './api-client.ts';
import { createWebhooks } from './creation.ts';
import { failureOf } from './deletion.ts';
import type { Ledger } from './ledger.ts';
import { createMoving, type Move } from './moving.ts';
import type { RegistrationPlan, PlanNotice } from './plan.ts';
import { removeWebhooks, type Removal, type Unremoved } from './removal.ts';

export interface RegisteredWebhook {
  readonly id: number;
  readonly event: string;
  /** Masked, for people. */
  readonly shownUrl: string;
}

export type WebhookState = 'created' | 'moved' | 'deleted';

export interface RegisterOptions {
  readonly plan: RegistrationPlan;
  readonly client: ApiClient;
  /** Opened by the caller; closed here once nothing is left at the shop. */
  readonly ledger: Ledger;
  /** The whole URL of an event's webhook, credentials included. */
  readonly urlFor: (event: string) => string;
  readonly now: () => Instant;
  /** Aborting gives up and removes what was created; calls on their way get two more seconds. */
  readonly signal: AbortSignal;
  readonly onWebhook?: (webhook: { readonly id: number; readonly event: string; readonly state: WebhookState }) => void;
}

export interface Registration {
  webhooks(): readonly RegisteredWebhook[];
  /** Events that only a wildcard matched and the shop refused. */
  readonly notices: readonly PlanNotice[];
  /** One DELETE for all; never rejects for what the shop did, may be called again for what was left. */
  remove(signal: AbortSignal): Promise<Removal>;
  /** One PUT for each that leads elsewhere, if the calls left cover them and the clean-up; never rejects for what the shop did. */
  move(urlFor: (event: string) => string, signal: AbortSignal): Promise<Move>;
}

/** How long undoing a failed registration may take. */
const UNDO_DEADLINE: Millis = 15 * SECOND;

/** Throws `Failure` (exit 3) when not all could be created; what was created has been deleted again, or is named. */
export async function register(options: RegisterOptions): Promise<Registration> {
  try {
    const notices = await createWebhooks(options);
    return registrationOf(options, notices);
  } catch (error) {
    // Whatever it was, a bug of ours too: first of all nothing stays at the shop.
    const { left } = await removeWebhooks(options, AbortSignal.timeout(UNDO_DEADLINE));
    const failure = failureOf(error);
    throw left.length === 0 ? failure : withLeft(failure, left, options.signal);
  }
}

function registrationOf(options: RegisterOptions, notices: readonly PlanNotice[]): Registration {
  const { ledger, plan } = options;
  const order = plan.events.map(({ event }) => event);
  const moving = createMoving(options, new Map(idsOf(ledger).map(({ event }) => [event, options.urlFor(event)])));
  let removing: Promise<Removal> | null = null;
  return {
    notices,
    webhooks: () =>
      idsOf(ledger)
        .toSorted((a, b) => order.indexOf(a.event) - order.indexOf(b.event))
        .map((webhook) => ({ ...webhook, shownUrl: maskUrl(moving.urlOf(webhook.event) ?? webhook.shownUrl) })),
    remove(signal) {
      removing ??= removeWebhooks(options, signal).finally(() => {
        removing = null;
      });
      return removing;
    },
    move: (urlFor, signal) => moving.move(idsOf(ledger), { urlFor, signal }),
  };
}

function idsOf(ledger: Ledger): readonly RegisteredWebhook[] {
  return ledger.entries().flatMap(({ id, event, shownUrl }) => (id === null ? [] : [{ id, event, shownUrl }]));
}

const NOTED = 'The webhooks are noted here and removed at the next start; or run: upgates-dev webhooks clean.';

/** A start that was given up is no trouble by itself, so what it leaves has a code of its own. */
function withLeft(failure: Failure, left: readonly Unremoved[], { aborted }: AbortSignal): Failure {
  const names = left.map(({ id, event }) => (id === null ? event : `${event} (id ${id})`)).join(', ');
  const code = aborted ? 'webhooks-left' : failure.code;
  return trouble(code, `${failure.message} Webhooks that may still be at the shop: ${names}.`, {
    hint: [failure.hint ?? '', NOTED].join(' ').trim(),
    cause: failure,
  });
}
