/**
 * Sends parcels as the shop would, with what stands between: pace, repeats, faults. In: parcels and how to send them.
 * Out: `attempt` lines as they happen, and the tally of all. Both `trigger` and `replay`, alone and in a session.
 */
import type { AttemptRecord } from '../core/record.ts';
import { callAsShop, type ShopCalling } from './call-as-shop.ts';
import { dispatch, type DispatchOptions } from './dispatch.ts';
import type { Parcel } from './parcel.ts';
import { sendAll, type SendPace } from './send-all.ts';
import { createTally, type Tally } from './tally.ts';

export interface SendingOptions extends Omit<DispatchOptions, 'call' | 'onAttempt'> {
  readonly pace: SendPace;
  readonly calling: Omit<ShopCalling, 'rules'>;
  readonly onAttempt: (record: AttemptRecord) => void;
}

/** Resolves when all is sent or the signal has cut it short. Rejects with `Failure` when history fails. */
export async function sendParcels(parcels: readonly Parcel[], options: SendingOptions): Promise<Tally> {
  const { pace, signal, calling, rules, onAttempt } = options;
  const tally = createTally();
  const send = (parcel: Parcel, stop: AbortSignal): Promise<void> =>
    dispatch(parcel, {
      ...options,
      signal: stop,
      call: (exchange) => callAsShop(exchange, { ...calling, rules }, stop),
      onAttempt(record) {
        tally.take(record);
        onAttempt(record);
      },
    });
  await sendAll(parcels, { pace, signal, send });
  return tally;
}

/** `max`: one after the other; `original`: as they came in; a number: so many a second. */
export function paceOf(pace: 'max' | 'original' | number): SendPace {
  if (pace === 'max') return { kind: 'max', atOnce: 1 };
  return pace === 'original' ? { kind: 'original' } : { kind: 'rate', perSecond: pace };
}
