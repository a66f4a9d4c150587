/**
 * Loaded into the program under test before it starts (`node --import`), so that nothing of it need know. With
 * SOAK_SAMPLES it writes there every few seconds what the process holds; with SOAK_CLOCK its wall clock is ahead by the
 * milliseconds that the file says, while its monotonic clock goes on as before.
 */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import type { Sample } from '../sample.ts';

const { SOAK_SAMPLES: samples, SOAK_CLOCK: clock } = process.env;
const EVERY = 5000;

if (samples !== undefined) setInterval(() => write(samples), EVERY).unref();
if (clock !== undefined) bend(clock);

function write(file: string): void {
  // What waits to be collected is no growth.
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const sample: Sample = {
    at: performance.timeOrigin + performance.now(),
    rss,
    heap: heapUsed,
    external,
    descriptors: readdirSync('/proc/self/fd').length,
    resources: countsOf(process.getActiveResourcesInfo()),
  };
  try {
    appendFileSync(file, `${JSON.stringify(sample)}\n`);
  } catch {
    // No descriptor is left just now.
  }
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function bend(file: string): void {
  const trueNow = Date.now.bind(Date);
  let ahead = 0;
  setInterval(() => {
    try {
      ahead = Number(readFileSync(file, 'utf8'));
    } catch {
      // As before.
    }
  }, 250).unref();
  const TrueDate = Date;
  globalThis.Date = new Proxy(TrueDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [trueNow() + ahead] : args, newTarget) as object,
    apply: () => new TrueDate(trueNow() + ahead).toString(),
    get: (target, name) => (name === 'now' ? () => trueNow() + ahead : (Reflect.get(target, name) as unknown)),
  });
}
