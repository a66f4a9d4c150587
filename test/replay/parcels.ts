/** Parcels to send, and what is needed to send them. */
import { RULES, type RulesName } from '../../src/core/rules.ts';
import type { AttemptRecord } from '../../src/core/record.ts';
import type { DispatchOptions } from '../../src/replay/dispatch.ts';
import { SHOP_HEADERS, type Parcel } from '../../src/replay/parcel.ts';
import { callHandler } from '../../src/send/call-handler.ts';
import { createShopClock } from '../../src/simulate/clock/clock.ts';
import type { History } from '../../src/store/history.ts';
import { historyInMemory } from '../store/samples.ts';

export function parcel(url: string, change: Partial<Parcel> & { readonly body?: string } = {}): Parcel {
  const { body = '{"project_name":"demoshop","orders":[{"order_number":"9000021"}]}', ...rest } = change;
  return {
    origin: 'trigger',
    event: 'Orders.create',
    url: new URL(url),
    from: 'a test',
    replayOf: null,
    before: null,
    capturedAt: null,
    load: () => ({ body: Buffer.from(body), headers: SHOP_HEADERS }),
    ...rest,
  };
}

export interface Desk extends DispatchOptions {
  readonly history: History;
  readonly records: AttemptRecord[];
}

export function desk(change: Partial<DispatchOptions> & { readonly profile?: RulesName } = {}): Desk {
  const { profile = 'current', ...rest } = change;
  const records: AttemptRecord[] = [];
  const rules = RULES[profile];
  const signal = change.signal ?? new AbortController().signal;
  return {
    rules,
    clock: createShopClock({ speed: 'max', now: Date.now, pause: 1 }),
    retries: 0,
    call: async ({ parcel: { url }, content: { body, headers } }) => {
      const limits = { deadline: rules.limit, signal };
      const result = await callHandler({ url, body, received: headers, added: [], insecure: false, ...limits });
      return { result, answer: null, fault: null };
    },
    now: Date.now,
    signal,
    onAttempt: (record) => void records.push(record),
    ...rest,
    history: historyInMemory(),
    records,
  };
}
