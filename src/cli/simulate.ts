/**
 * `upgates-dev simulate`: the simulated shop alone, in a process of its own, until it is told to end. Composes the shop with
 * its state file, its scenario and its control door.
 */
import type { ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { dialOptions } from '../dial/dial.ts';
import { createShopkeeper } from '../session/shopkeeper.ts';
import { createLog } from '../settings/log.ts';
import type { SimulateSettings } from '../settings/simulate.ts';
import { createSimulatedShop, type SimulatedShop } from '../simulate/shop.ts';
import type { Io } from './io.ts';
import { startCourse, type Course } from './simulate/course.ts';
import { openShopDoor } from './simulate/door.ts';
import { waitForEnd, type Ending } from './simulate/ending.ts';
import { newIdentity, savedIdentity, type Identity } from './simulate/identity.ts';
import { createShopOutput, type ShopOutput } from './simulate/output.ts';
import { chooseScenario } from './simulate/scenario.ts';
import { savedText } from './simulate/saved.ts';
import { courseToPlay, shifted, type ToPlay } from './simulate/resume.ts';
import { openState, type KeptState } from './simulate/state-file.ts';

/** Runs until a signal, or until its scenario ends it. Throws `Failure`: exit 2 for a mistake, 3 for port, file or disk. */
export async function runSimulate(settings: SimulateSettings, io: Io): Promise<ExitCode> {
  const chosen = settings.scenario === null ? null : chooseScenario(settings.scenario);
  const kept = settings.stateFile === null ? null : await openState(settings.stateFile, io.now);
  try {
    const toPlay = courseToPlay(chosen, kept);
    const identity =
      kept?.saved == null
        ? newIdentity(settings, toPlay?.scenario ?? null)
        : savedIdentity(settings, kept.saved.shop, kept.path);
    return await runShop({ settings, io, kept, toPlay, identity });
  } finally {
    await kept?.release();
  }
}

interface Running {
  readonly settings: SimulateSettings;
  readonly io: Io;
  readonly kept: KeptState | null;
  readonly toPlay: ToPlay | null;
  readonly identity: Identity;
}

/** What attends to the shop once it is open. */
interface Listening {
  onWebhook: () => void;
}

async function runShop(running: Running): Promise<ExitCode> {
  const { settings, io, kept } = running;
  const output = createShopOutput(settings, io);
  const listening: Listening = { onWebhook: () => undefined };
  const shop = openShop(running, output, listening);
  const ending = waitForEnd();
  try {
    const { apiUrl } = await shop.serve({ port: settings.port });
    return await attend(running, { shop: movable(shop, apiUrl, output), output, ending, listening });
  } finally {
    ending.close();
    try {
      // While the shop still has what is in flight: it is saved as due again.
      await kept?.writeLast();
    } finally {
      await shop.close();
    }
  }
}

function openShop({ settings, kept, identity }: Running, output: ShopOutput, listening: Listening): SimulatedShop {
  const changed = (): void => kept?.touch();
  return createSimulatedShop({
    ...identity,
    ...(settings.speed === null ? {} : { speed: settings.speed }),
    requestOptions: dialOptions,
    onCall: changed,
    onDelivery: changed,
    onWithdrawn: changed,
    onAttempt(report) {
      output.attempt(report);
      changed();
    },
    onWebhook({ id, event }, state) {
      output.webhook({ id, event, state });
      listening.onWebhook();
      changed();
    },
  });
}

/** A shop whose address is known also after it has moved, whoever had it moved. */
interface MovableShop extends SimulatedShop {
  readonly apiUrl: () => string;
}

function movable(shop: SimulatedShop, first: string, output: ShopOutput): MovableShop {
  let apiUrl = first;
  return {
    ...shop,
    apiUrl: () => apiUrl,
    async move(options) {
      const served = await shop.move(options);
      apiUrl = served.apiUrl;
      output.notice({ level: 'info', code: 'shop-moved', text: `The shop has moved to ${apiUrl}.` });
      return served;
    },
  };
}

interface Attending {
  readonly shop: MovableShop;
  readonly output: ShopOutput;
  readonly ending: Ending;
  readonly listening: Listening;
}

async function attend(running: Running, attending: Attending): Promise<ExitCode> {
  const { settings, io, kept } = running;
  const { shop, output, ending } = attending;
  const { notice } = output;
  let course: Course | null = null;
  const logFile = createLog({ dataDir: settings.places.dataDir, now: io.now });
  const log = (text: string): void => logFile.write('error', text);
  const keeper = createShopkeeper({ shop, onDone: () => kept?.touch(), log });
  const about = () => ({ apiUrl: shop.apiUrl(), scenario: course?.state() ?? null, stateFile: kept?.path ?? null });
  const door = await openShopDoor({ settings, shop, keeper, now: io.now, about, notice, log });
  try {
    output.ready(readyRecord(running, shop, door?.session ?? null), shop.key);
    output.onClosed(() => ending.end(0));
    course = openCourse(running, attending);
    kept?.keep(
      () => savedText({ shop: shop.save(), scenario: course?.saved() ?? null }),
      ({ message }) => notice({ level: 'error', code: 'state-file', text: message }),
    );
    shop.traffic.start(settings.perMinute);
    return await ending.code;
  } finally {
    shop.traffic.stop();
    course?.stop();
    await keeper.close();
    await door?.door.close();
  }
}

function openCourse({ kept, toPlay }: Running, { shop, output, ending, listening }: Attending): Course | null {
  if (toPlay === null) return null;
  const left = kept?.saved?.shop.clock.at ?? shop.clock.now();
  const course = startCourse(shifted(toPlay, shop.clock.now() - left), {
    stage: shop,
    notice: output.notice,
    onPlayed: () => kept?.touch(),
    onEnd: () => ending.end(0),
  });
  listening.onWebhook = () => course.look();
  return course;
}

function readyRecord({ io, kept, toPlay }: Running, shop: MovableShop, session: string | null) {
  const { login, shopName, plan, seed, rules } = shop;
  return {
    kind: 'ready',
    at: isoUtc(io.now()),
    apiUrl: shop.apiUrl(),
    login,
    shopName,
    plan,
    seed,
    rules: rules.name,
    session,
    scenario: toPlay?.scenario.name ?? null,
    resumed: kept?.saved != null,
  } as const;
}
