/**
 * The simulated shop's time machine: twelve hours of a thousand failing deliveries, and what it costs to choose the next
 * that is due among many. No sockets: what is measured is ours alone.
 */
import { newDelivery, stepDelivery, type DeliveryState } from '../../src/core/delivery.ts';
import { HOUR, MINUTE } from '../../src/core/instant.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { createRandom } from '../../src/core/random.ts';
import { RULES } from '../../src/core/rules.ts';
import { createSchedule, type Schedule } from '../../src/core/schedule.ts';
import { createSimulatedShop, type SimulatedShop } from '../../src/simulate/shop.ts';
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { median } from '../statistics.ts';
import { millis, times } from '../words.ts';

const HALF_A_DAY = 12 * HOUR - MINUTE;
const WRONG: Outcome = { kind: 'answered', status: 500, ms: 1 };
const RUNS = 3;
const MOST_FOR_ALL = 2000;
/** A logarithm grows by as much with each tenfold; memory further away costs more. A list's step grows tenfold. */
const MOST_GROWTH = 3;

export const engine: Figure = {
  name: 'engine',
  words: 'the time machine: 12 hours of 1,000 failing deliveries (200 with --quick), and the next due among many',
  measure,
};

async function measure({ isQuick }: Bench): Promise<readonly Finding[]> {
  const count = isQuick ? 200 : 1000;
  const [pures, wholes]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    pures.push(pureRun(count));
    wholes.push(await wholeRun(count));
  }
  const [pure, whole] = [median(pures), median(wholes)];
  return [twelveHours({ count, pure, whole }), ...growth(isQuick ? [1000, 10_000] : [1000, 10_000, 100_000])];
}

function twelveHours({ count, pure, whole }: { count: number; pure: number; whole: number }): Finding {
  const most = (MOST_FOR_ALL * count) / 1000;
  return {
    kind: 'row',
    what: `${(count * 144).toLocaleString('en')} attempts, whole engine, beside core's steps and schedule alone`,
    ours: millis(whole),
    peer: millis(pure),
    ratio: times(whole / pure),
    aim: `at most ${millis(most)}`,
    isMet: whole <= most,
  };
}

async function wholeRun(count: number): Promise<number> {
  const shop = await openShop(count);
  const startedAt = performance.now();
  await shop.clock.advance(HALF_A_DAY);
  const took = performance.now() - startedAt;
  await shop.close();
  return took;
}

function pureRun(count: number): number {
  const startedAt = performance.now();
  const due = createSchedule<number>();
  const states: DeliveryState[] = Array.from({ length: count }, () => newDelivery(0));
  for (const index of states.keys()) due.add(0, index);
  for (let at = due.nextAt(); at !== null && at <= HALF_A_DAY; at = due.nextAt()) pureAttempt(states, due, at);
  return performance.now() - startedAt;
}

function pureAttempt(states: DeliveryState[], due: Schedule<number>, at: number): void {
  const index = due.takeDue(at) ?? 0;
  const sent = stepDelivery(states[index] ?? newDelivery(at), { kind: 'came-due', at }, RULES.current);
  const ended = stepDelivery(sent.state, { kind: 'ended', at, outcome: WRONG }, RULES.current);
  states[index] = ended.state;
  for (const effect of ended.effects) if (effect.kind === 'wake-at') due.add(effect.at, index);
}

/** With that many deliveries whose first attempt has failed already, so that what follows is the engine's alone. */
async function openShop(count: number): Promise<SimulatedShop> {
  const shop = createSimulatedShop({ seed: 'bench', speed: 'manual', send: () => Promise.resolve(WRONG) });
  const authorization = `Basic ${Buffer.from(`${shop.login}:${shop.key}`).toString('base64')}`;
  const body = JSON.stringify({ name: 'bench', url: 'http://127.0.0.1/', event: 'Orders.create' });
  const headers = { Authorization: authorization };
  await shop.handle(new Request('http://shop.test/api/v2/webhooks', { method: 'POST', headers, body }));
  for (let index = 0; index < count; index += 1) {
    shop.emit('Orders.create', { orders: [{ order_number: String(9_000_000 + index) }] });
  }
  await shop.clock.advance(0);
  return shop;
}

/** By how much the cost of the next grows with each tenfold of those that wait. */
function growth(sizes: readonly number[]): readonly Finding[] {
  const costs = sizes.map(costOfNext);
  const told = costs.map((cost, index) => `${(sizes[index] ?? 0).toLocaleString('en')}: ${microseconds(cost)}`);
  const steps = costs.slice(1).map((cost, index) => cost - (costs[index] ?? 0));
  const [first, last] = [steps[0], steps.at(-1)];
  const all = note(`taking the next due one and putting it back: ${told.join(', ')}`);
  if (first === undefined || last === undefined || steps.length < 2) return [all];
  const row: Finding = {
    kind: 'row',
    what: 'what ten times as many waiting add to choosing the next: the last tenfold beside the first',
    ours: microseconds(last),
    peer: microseconds(first),
    ratio: times(last / first),
    aim: `at most ${times(MOST_GROWTH)} (a list: ${times(10)})`,
    isMet: last <= first * MOST_GROWTH,
  };
  return [row, all];
}

function microseconds(ms: number): string {
  return `${(ms * 1000).toFixed(2)} µs`;
}

/** Milliseconds to take the next and put it in again, at its quickest: what else the machine does is not counted. */
function costOfNext(size: number): number {
  const random = createRandom(`due among ${size}`);
  const due = createSchedule<number>();
  for (let index = 0; index < size; index += 1) due.add(random.int(0, 5 * MINUTE), index);
  const turns = 2000;
  const turn = (): number => {
    const startedAt = performance.now();
    for (let left = turns; left > 0; left -= 1) {
      const at = due.nextAt() ?? 0;
      due.add(at + random.int(0, 5 * MINUTE), due.takeDue(at) ?? 0);
    }
    return (performance.now() - startedAt) / turns;
  };
  return Math.min(...Array.from({ length: 25 }, turn));
}
