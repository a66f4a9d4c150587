/**
 * The simulated shop's time: faster, slower, or by hand to what is due next. A real shop keeps its own.
 */
import { setTimeout as later } from 'node:timers/promises';
import { mistake, trouble, type Failure } from '../../core/failure.ts';
import type { Millis } from '../../core/instant.ts';
import type { SimulatedShop } from '../../simulate/shop.ts';
import type { Stepping } from '../../simulate/clock.ts';
import type { Speed } from '../calls/pace.ts';
import type { Answered, Intention } from '../intention.ts';
import type { Means } from './means.ts';

type Paced = Pick<Means, 'shop' | 'model' | 'countdowns'>;

const SLOWEST = 0.001;
const FASTEST = 1_000_000;

/** Throws `Failure` (exit 2) for a real shop, or a speed that is none. */
export function setSpeed({ speed }: Extract<Intention, { kind: 'set-speed' }>, means: Paced): Answered {
  const { clock } = simulatedOnly(means);
  if (typeof speed === 'number' && !(speed >= SLOWEST && speed <= FASTEST)) {
    throw mistake('speed', `A speed is a number from ${SLOWEST} to ${FASTEST}, or max.`);
  }
  clock.setSpeed(speed);
  means.countdowns.follow();
  means.model.update({ clock: { speed } });
  return { kind: 'done', text: speedWords(speed) };
}

function speedWords(speed: Speed): string {
  if (speed === 'manual') return "The simulated shop's time stands until it is moved.";
  if (speed === 'max') return "The simulated shop's waits pass at once now.";
  return speed === 1
    ? "The simulated shop's waits take as long as they really do."
    : `The simulated shop's waits pass ${speed} times as fast now.`;
}

/** Lets the next due attempt happen now. Throws `Failure`: exit 2 for a real shop, 3 when an attempt does not end. */
export async function step(means: Paced, signal: AbortSignal): Promise<Answered> {
  const { clock } = simulatedOnly(means);
  const stepping = await stepWhenFree(() => clock.step(), signal);
  if (stepping === 'in-flight')
    throw trouble('step-in-flight', 'An attempt is still under way; step again when it has ended.');
  if (stepping === 'nothing') return { kind: 'done', text: 'Nothing waits for a repeat: no attempt is due.' };
  means.countdowns.follow();
  // The clock reads as before, but whoever counts down has to look again.
  means.model.update({ clock: { speed: clock.speed() } });
  return { kind: 'done', text: 'The next attempt that was due is made now.' };
}

/** What an attempt in flight will bring is known when it has ended: at the shop's limit at the latest. */
const PATIENCE: Millis = 5000;
const LOOK_EVERY: Millis = 20;

async function stepWhenFree(act: () => Stepping, signal: AbortSignal): Promise<Stepping> {
  const until = performance.now() + PATIENCE;
  let stepping = act();
  while (stepping === 'in-flight' && performance.now() < until && !signal.aborted) {
    await later(LOOK_EVERY);
    stepping = act();
  }
  return stepping;
}

/** Throws `Failure` (exit 2) for a real shop. */
export function simulatedOnly({ shop }: Pick<Means, 'shop'>): SimulatedShop {
  if (shop.simulated !== null) return shop.simulated;
  throw realShop();
}

function realShop(): Failure {
  const what = 'A real shop keeps its own time and has its own customers; this is for the simulated shop only.';
  return mistake('simulated-only', what, 'Start a session with --shop simulated.');
}
