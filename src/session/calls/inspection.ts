/**
 * Are our webhooks still active? Upgates deactivates them when the API user's permissions change, and says so nowhere.
 * Nothing is polled: the shop is asked only when a repeat that was due has not come. In: that suspicion, or a list that was
 * asked for anyway. Out: a `webhook` record for each that was deactivated or deleted at the shop, and a notice.
 * One GET, at most once an hour, and never the call that the clean-up needs.
 */
import { HOUR, isoUtc, type Instant } from '../../core/instant.ts';
import type { NoticeRecord, WebhookRecord } from '../../core/record.ts';
import type { ApiClient } from '../../register/api-client.ts';
import type { ShopWebhook } from '../../register/api-shapes.ts';
import type { Ledger } from '../../register/ledger.ts';

export interface InspectionOptions {
  readonly client: Pick<ApiClient, 'listWebhooks' | 'callsLeft'>;
  /** Of this session: it knows what we created. */
  readonly ledger: Pick<Ledger, 'entries'>;
  readonly now: () => Instant;
  readonly emit: (record: WebhookRecord | NoticeRecord) => void;
  readonly log: (text: string) => void;
  /** The calls of the simulated shop cost nothing, and its hours pass faster. */
  readonly isFree: boolean;
  /** Known to be inactive: switched off by the user, or told already. */
  readonly isOff: (id: number) => boolean;
}

export interface Inspection {
  /** Asks, if it may; never rejects. */
  suspect(): Promise<void>;
  /** Looks at a list that the shop has given just now. */
  listed(webhooks: readonly ShopWebhook[]): void;
}

/** This call and the DELETE at the end. */
const LEAST_CALLS = 2;

interface Ours {
  readonly id: number;
  readonly event: string;
}

export function createInspection(options: InspectionOptions): Inspection {
  const { client, now, log, isFree } = options;
  const told = new Set<number>();
  let askedAt: Instant | null = null;
  return {
    async suspect() {
      const { total } = client.callsLeft();
      if (!isFree && askedAt !== null && now() - askedAt < HOUR) return;
      if (total !== null && total < LEAST_CALLS) return;
      askedAt = now();
      try {
        inspect(await client.listWebhooks(), options, told);
      } catch (error) {
        log(`webhooks not inspected: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    listed(webhooks) {
      askedAt = now();
      inspect(webhooks, options, told);
    },
  };
}

function inspect(webhooks: readonly ShopWebhook[], options: InspectionOptions, told: Set<number>): void {
  const { ledger, now, emit, isOff } = options;
  const listed = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
  const ours = ledger
    .entries()
    .flatMap(({ id, event }): readonly Ours[] => (id === null || told.has(id) ? [] : [{ id, event }]));
  const inactive = ours.filter(({ id }) => listed.get(id)?.active === false && !isOff(id));
  const gone = ours.filter(({ id }) => !listed.has(id));
  for (const webhook of [...inactive, ...gone]) told.add(webhook.id);
  // Gone ones are not told as deleted: that record counts what we removed ourselves.
  for (const webhook of inactive) emit({ kind: 'webhook', at: isoUtc(now()), ...webhook, state: 'deactivated' });
  for (const { code, text } of noticesOf(inactive, gone)) {
    emit({ kind: 'notice', at: isoUtc(now()), level: 'error', code, text });
  }
}

function noticesOf(inactive: readonly Ours[], gone: readonly Ours[]): readonly { code: string; text: string }[] {
  const deactivated = `The shop has deactivated ${namesOf(inactive)}: nothing more comes from there. Upgates does that when the permissions of the API user change, and by its older rules after 12 hours of wrong answers. Set that right and start again.`;
  const deleted = `Somebody has deleted ${namesOf(gone)} at the shop: nothing more comes from there. Start again.`;
  return [
    ...(inactive.length > 0 ? [{ code: 'webhooks-deactivated', text: deactivated }] : []),
    ...(gone.length > 0 ? [{ code: 'webhooks-gone', text: deleted }] : []),
  ];
}

function namesOf(webhooks: readonly Ours[]): string {
  return webhooks.map(({ event }) => event).join(', ');
}
