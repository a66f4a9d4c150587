/**
 * The settings of `listen`: one validated value, complete with defaults, made before the first action of any kind.
 */
import { mistake } from '../core/failure.ts';
import { MINUTE, type Millis } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import { RULES_NAMES, type RulesName } from '../core/rules.ts';
import { isPrivateHost } from '../dial/address.ts';
import type { Fault } from '../faults/fault.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readEvents, type EventPattern } from './events.ts';
import { readFaults } from './faults.ts';
import { fixturesFolder, knownSecrets } from './fixtures.ts';
import { readHeaders, readTargets, type ForwardTarget } from './forward.ts';
import { oneOf, wrongValue, type Reader } from './given.ts';
import type { SettingsNotice } from './notice.ts';
import { readOutput, type OutputName } from './output.ts';
import { readPace, refusePace, type Pace } from './pace.ts';
import { controlFolders } from './places.ts';
import { readReach, type Reach } from './reach.ts';
import { readShop, type ShopChoice } from './shop.ts';

type AnswerPolicy = 'mirror' | 'rescue' | 'ack';
type FailOn = 'repeats' | 'timed-out';

export interface ListenSettings extends BaseSettings {
  readonly command: 'listen';
  readonly shop: ShopChoice;
  readonly patterns: readonly EventPattern[];
  /** Empty: capture only. */
  readonly targets: readonly ForwardTarget[];
  /** `-H`, in their order. */
  readonly headers: HeaderList;
  /** Accept certificates nobody vouches for, from loopback and private hosts only. */
  readonly insecure: boolean;
  readonly handlerTimeout: Millis;
  readonly policy: AnswerPolicy;
  readonly rules: RulesName;
  readonly reach: Reach;
  /** 0: any free one. */
  readonly port: number;
  readonly faults: readonly Fault[];
  /** Where the user's own fixtures are. */
  readonly fixtures: string;
  /** What must not get into a saved fixture, wherever it stands. */
  readonly secrets: readonly string[];
  readonly seed: string | null;
  /** Null on a real shop. */
  readonly pace: Pace | null;
  readonly pristine: boolean;
  /** Whether to take up the queue of background calls of earlier sessions. */
  readonly resume: boolean;
  /** Where the socket of the control door may be, in this order. */
  readonly controlFolders: readonly string[];
  readonly readyFile: string | null;
  readonly maxDeliveries: number | null;
  readonly duration: Millis | null;
  readonly failOn: readonly FailOn[];
  readonly output: OutputName;
}

const POLICIES: readonly AnswerPolicy[] = ['mirror', 'rescue', 'ack'];
const FAIL_ON: readonly FailOn[] = ['repeats', 'timed-out'];
const HANDLER_TIMEOUT = 10 * MINUTE;
const PORTS = { min: 0, max: 65_535 };
const MOST_DELIVERIES = 1_000_000_000;

/** Throws `Failure`: exit 2 for anything wrong, 3 for a file that cannot be read. */
export function readListenSettings(sources: Sources): ListenSettings {
  const { reader, variables, base } = gather(sources);
  const shop = readShop(reader, variables);
  if (shop.kind === 'real') refusePace(reader);
  const patterns = readEvents(reader.given('event'), shop.kind === 'real' ? 'Orders.*' : '*');
  const output = readOutput(reader, sources);
  return {
    ...base,
    command: 'listen',
    json: output === 'json',
    shop,
    patterns,
    ...readHandling(reader),
    ...readEnding(reader),
    reach: readReach(reader, shop),
    port: reader.integer('port', PORTS) ?? 0,
    faults: readFaults(reader),
    fixtures: fixturesFolder(reader, { cwd: sources.cwd, configFile: base.configFile }),
    secrets: knownSecrets(variables),
    seed: reader.text('seed'),
    pace: shop.kind === 'real' ? null : readPace(reader),
    readyFile: reader.pathToWrite('ready-file'),
    controlFolders: controlFolders(sources.env, base.places),
    output,
    notices: [...base.notices, ...noticesOnShop(shop)],
  };
}

type Handling = 'targets' | 'headers' | 'insecure' | 'handlerTimeout' | 'policy' | 'rules' | 'pristine' | 'resume';

function readHandling(reader: Reader): Pick<ListenSettings, Handling> {
  const targets = readTargets(reader.given('forward'));
  return {
    targets,
    headers: readHeaders(reader.given('header')),
    insecure: readInsecure(reader, targets),
    handlerTimeout: reader.duration('handler-timeout') ?? HANDLER_TIMEOUT,
    policy: reader.choice('answer', POLICIES) ?? 'rescue',
    rules: reader.choice('rules', RULES_NAMES) ?? 'current',
    pristine: reader.isOn('pristine'),
    resume: !reader.isOn('no-resume'),
  };
}

function readEnding(reader: Reader): Pick<ListenSettings, 'maxDeliveries' | 'duration' | 'failOn'> {
  return {
    maxDeliveries: reader.integer('max-deliveries', { min: 1, max: MOST_DELIVERIES }),
    duration: reader.duration('duration'),
    failOn: readFailOn(reader),
  };
}

function readFailOn(reader: Reader): readonly FailOn[] {
  const given = reader.given('fail-on');
  return reader.list('fail-on').map((text) => {
    const verdict = FAIL_ON.find((name) => name === text);
    if (verdict === undefined && given !== null) throw wrongValue(given, text, oneOf(FAIL_ON));
    return verdict ?? 'repeats';
  });
}

/** A public address must prove itself; `--insecure` that could never act is a misunderstanding. */
function readInsecure(reader: Reader, targets: readonly ForwardTarget[]): boolean {
  const overTls = targets.filter(({ url }) => url.protocol === 'https:');
  const isInsecure = reader.isOn('insecure');
  if (!isInsecure || overTls.length === 0 || overTls.some(({ url }) => isPrivateHost(url.hostname))) return isInsecure;
  throw mistake(
    'insecure-public',
    `--insecure is for handlers on loopback and private hosts, and ${overTls[0]?.url.hostname ?? ''} is neither.`,
  );
}

function noticesOnShop(shop: ShopChoice): readonly SettingsNotice[] {
  if (shop.kind === 'real' || shop.because === 'asked') return [];
  const text = 'No credentials of a real shop are set, so this is the simulated shop: no account, no network.';
  return [{ level: 'info', code: 'simulated-shop', text }];
}
