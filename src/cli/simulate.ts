/**
 * `upgates-dev simulate`: the simulated shop alone, in a process of its own, until it is told to end.
 */
import { randomBytes } from 'node:crypto';
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc, type Instant } from '../core/instant.ts';
import { printable } from '../core/printable.ts';
import { RULES } from '../core/rules.ts';
import { dialOptions } from '../dial/dial.ts';
import type { SimulateSettings } from '../settings/simulate.ts';
import { createJsonOutput } from '../show/json.ts';
import { createLinesOutput } from '../show/lines-output.ts';
import { attemptRecord, type AttemptReport } from '../simulate/report.ts';
import { createSimulatedShop, type SimulatedShop } from '../simulate/shop.ts';
import type { Io } from './io.ts';

/** What another program needs to know of a running shop. */
interface ShopReady {
  readonly kind: 'ready';
  readonly at: string;
  readonly apiUrl: string;
  readonly login: string;
  readonly shopName: string;
  readonly plan: string;
  readonly seed: string;
}

interface ShopOutput {
  ready(record: ShopReady, key: string): void;
  attempt(report: AttemptReport): void;
  onClosed(listener: () => void): void;
}

/** Runs until a signal. Throws `Failure`: exit 2 for what this version cannot do yet, 3 for a port in use. */
export async function runSimulate(settings: SimulateSettings, io: Io): Promise<ExitCode> {
  refuseNotYet(settings);
  const output = settings.json ? jsonOutput(io) : peopleOutput(settings, io);
  const shop = createShop(settings, (report) => output.attempt(report));
  const ending = waitForEnd();
  try {
    const { apiUrl } = await shop.serve({ port: settings.port, signal: ending.signal });
    output.ready(readyRecord(shop, { apiUrl, now: io.now() }), shop.key);
    output.onClosed(() => ending.end(0));
    shop.traffic.start(settings.pace.perMinute);
    return await ending.code;
  } finally {
    ending.close();
    await shop.close();
  }
}

function refuseNotYet({ scenario, stateFile }: SimulateSettings): void {
  const option = scenario === null ? (stateFile === null ? null : '--state') : '--scenario';
  if (option !== null) throw mistake('not-yet', `${option} is not available in this version yet.`, 'Leave it out.');
}

function createShop(settings: SimulateSettings, onAttempt: (report: AttemptReport) => void): SimulatedShop {
  const { login, key, plan, shopName, pace } = settings;
  return createSimulatedShop({
    rules: RULES[settings.rules],
    speed: pace.speed,
    seed: settings.seed ?? randomBytes(4).toString('hex'),
    plan,
    shopName,
    requestOptions: dialOptions,
    onAttempt,
    ...(login === null ? {} : { login }),
    ...(key === null ? {} : { key }),
  });
}

function readyRecord(shop: SimulatedShop, { apiUrl, now }: { apiUrl: string; now: Instant }): ShopReady {
  const { login, shopName, plan, seed } = shop;
  return { kind: 'ready', at: isoUtc(now), apiUrl, login, shopName, plan, seed };
}

/** The key goes to people, on standard error: the simulated shop's own may be shown, and machines gave it themselves. */
function jsonOutput({ stdout, stderr }: Io): ShopOutput {
  const output = createJsonOutput(stdout);
  return {
    ready(record, key) {
      stderr.write(`UPGATES_API_KEY=${printable(key)}\n`);
      output.write(record);
    },
    attempt: (report) => output.write(attemptRecord(report)),
    onClosed: (listener) => output.onClosed(listener),
  };
}

function peopleOutput({ verbose, color, unicode }: SimulateSettings, { stdout }: Io): ShopOutput {
  const output = createLinesOutput(stdout, { verbose, colour: color, glyphs: unicode ? 'unicode' : 'ascii' });
  return {
    ready: (record, key) => void stdout.write(describeShop(record, key)),
    attempt: (report) => output.write(attemptRecord(report)),
    onClosed: (listener) => output.onClosed(listener),
  };
}

function describeShop({ apiUrl, login, shopName, plan, seed }: ShopReady, key: string): string {
  return [
    `The simulated shop ${printable(shopName)} is open (plan ${plan}, seed ${printable(seed)}). In another terminal:`,
    '',
    `  export UPGATES_API_URL=${apiUrl}`,
    `  export UPGATES_API_LOGIN=${printable(login)}`,
    `  export UPGATES_API_KEY=${printable(key)}`,
    `  upgates-dev listen --tunnel none --forward 3000`,
    '',
    'Ctrl-C closes it.',
    '',
  ].join('\n');
}

interface Ending {
  readonly signal: AbortSignal;
  readonly code: Promise<ExitCode>;
  end(code: ExitCode): void;
  close(): void;
}

const EXITS: readonly (readonly [NodeJS.Signals, ExitCode])[] = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
];

function waitForEnd(): Ending {
  const controller = new AbortController();
  let answer: (code: ExitCode) => void = () => undefined;
  const code = new Promise<ExitCode>((resolve) => {
    answer = resolve;
  });
  const end = (exit: ExitCode): void => {
    answer(exit);
    controller.abort();
  };
  const handlers = EXITS.map(([signal, exit]) => ({ signal, handle: () => end(exit) }));
  for (const { signal, handle } of handlers) process.on(signal, handle);
  return {
    signal: controller.signal,
    code,
    end,
    close() {
      for (const { signal, handle } of handlers) process.off(signal, handle);
    },
  };
}
