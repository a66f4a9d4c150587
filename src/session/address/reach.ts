/**
 * How a session is reached: its address is opened at the start, told, and kept alive until the end.
 * In: the plan and the listener. Out: a proved address; later whatever its watch has to tell.
 */
import type { Gap } from '../../core/gap.ts';
import { createRandom } from '../../core/random.ts';
import type { Listener } from '../../receive/listener.ts';
import type { Registration } from '../../register/registration.ts';
import { createProvider } from '../../tunnel/providers.ts';
import { USUAL_PACE } from '../../tunnel/watch-pace.ts';
import { openAddress, type PublicAddress } from './address.ts';
import type { Doors } from '../doors.ts';
import { createMover } from './move-webhooks.ts';
import { watchSleep, type Sleep } from './sleep.ts';
import type { Notify } from '../notify.ts';
import type { Starting } from '../starting.ts';
import type { TunnelView } from '../view.ts';
import { createTrips } from './trips.ts';
import { watchAddress } from './watch-address.ts';
import type { Way } from './way.ts';

export interface Reaching {
  readonly listener: Listener;
  /** The name we would like to have. */
  readonly name: string;
  readonly notify: Notify;
}

export interface Reached {
  readonly address: PublicAddress;
  readonly sleep: Sleep;
}

/** Throws `Failure` (exit 3) when no address can be had that leads here. */
export async function reach(starting: Starting, { listener, name, notify }: Reaching): Promise<Reached> {
  const { plan, closers, now, signal, emit, log } = starting;
  const address = await openAddress({
    createProvider: () => createProvider(plan.tunnel),
    listener,
    name,
    now,
    signal,
    emit,
    onTrouble: (text) => log(`tunnel: ${text}`),
  });
  closers.push('tunnel', () => address.close());
  if (address.provider.isPlainLink) notify('info', PLAIN_LINK);
  if (!address.isNameOurs) notify('warning', OTHER_NAME);
  const pace = { ...USUAL_PACE, ...plan.tunnel.watch };
  // Without a way to go the shop is on this machine, and slept as well.
  const sleep = watchSleep({
    pace: address.provider.care === 'none' ? { ...pace, jump: Infinity } : pace,
    now,
    notify,
  });
  closers.push('sleep', sleep.stop);
  return { address, sleep };
}

const PLAIN_LINK = {
  code: 'plain-link',
  text: 'The link from this machine to the tunnel server is plain TCP, not encrypted.',
};

const OTHER_NAME = {
  code: 'other-name',
  text: 'The tunnel server gave another name than the secret one that was asked for. The webhooks lead to that one; it may be guessed, but only calls with their secret path are taken.',
};

export interface Keeping extends Reached {
  readonly way: Way;
  readonly doors: Doors;
  readonly registration: Registration;
  readonly notify: Notify;
  readonly onGap: (gap: Gap) => void;
}

/** From now on the address is watched; the end of the session ends that first. */
export function keepReachable(starting: Starting, keeping: Keeping): void {
  const { address, sleep, way, doors, registration, notify, onGap } = keeping;
  const { plan, closers, model, now, signal, emit, log } = starting;
  const random = createRandom(plan.seed).fork('tunnel');
  const advise = createWayAdvice(starting, way, notify);
  advise();
  const show = (change: Partial<TunnelView>): void =>
    model.update({ tunnel: { ...model.snapshot().tunnel, ...change } });
  const trips = createTrips(address);
  show(trips());
  const ended = watchAddress({
    address,
    mover: createMover({
      registration,
      urlFor: (event, url) => doors.urlFor(event, url),
      canAskAgain: address.provider.canAskAgain,
      now,
      signal,
      notify,
    }),
    sleep,
    pace: { ...USUAL_PACE, ...plan.tunnel.watch },
    reopenBackOff: plan.tunnel.watch?.backOff ?? address.provider.backOff ?? USUAL_PACE.backOff,
    random: () => random.next(),
    now,
    signal,
    emit,
    notify,
    log,
    onChecked() {
      show({ ms: address.tunnelMs(), ...trips() });
      advise();
    },
    onNextTry: (nextTryAt) => show({ nextTryAt }),
    onGap,
  });
  closers.push('watch', () => ended);
}

/** Told each time the way becomes too long for the handler, not each time it is found so. */
function createWayAdvice({ plan }: Starting, way: Way, notify: Notify): () => void {
  let wasTooLong = false;
  return () => {
    const isTooLong = plan.policy === 'rescue' && plan.targets.length > 0 && way.isTooLong(plan.rules);
    if (isTooLong && !wasTooLong) {
      const text = `The way through the tunnel takes ${Math.round(way.slowestMs())} ms, which leaves the handler no time: every call is answered 503. Use --answer ack.`;
      notify('warning', { code: 'budget-too-small', text });
    }
    wasTooLong = isTooLong;
  };
}
