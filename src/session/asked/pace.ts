/**
 * The simulated shop's time: faster, slower, or by hand to what is due next. A real shop keeps its own.
 */
import { mistake, type Failure } from '../../core/failure.ts';
import type { SimulatedShop } from '../../simulate/shop.ts';
import type { Answered, Intention } from '../intention.ts';
import type { Means } from './means.ts';
import { advanceBy } from './shop/advance.ts';
import { changeSpeed } from './shop/speed.ts';
import { stepOnce } from './shop/step.ts';

type Paced = Pick<Means, 'shop' | 'model' | 'countdowns'>;

/** Throws `Failure` (exit 2) for a real shop, or a speed that is none. */
export function setSpeed({ speed }: Extract<Intention, { kind: 'set-speed' }>, means: Paced): Answered {
  const text = changeSpeed(simulatedOnly(means), speed);
  followClock(means);
  return { kind: 'done', text };
}

/** Lets the next due attempt happen now. Throws `Failure`: exit 2 for a real shop, 3 when an attempt does not end. */
export async function step(means: Paced, signal: AbortSignal): Promise<Answered> {
  const text = await stepOnce(simulatedOnly(means), signal);
  followClock(means);
  return { kind: 'done', text };
}

/** Resolves when all that was due has been judged. Throws `Failure` (exit 2) for a real shop, or no length of time. */
export async function advance({ by }: Extract<Intention, { kind: 'advance' }>, means: Paced): Promise<Answered> {
  const text = await advanceBy(simulatedOnly(means), by);
  followClock(means);
  return { kind: 'done', text };
}

/** Also when the clock reads as before, whoever counts down has to look again. */
function followClock(means: Paced): void {
  means.countdowns.follow();
  means.model.update({ clock: { speed: simulatedOnly(means).clock.speed() } });
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
