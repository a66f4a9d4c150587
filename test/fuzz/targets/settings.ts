/**
 * Settings from everywhere at once: configuration, `.env`, environment, flags. Either a value that may be used, or one
 * sentence with exit 2 or 3; whatever a file says, it gets no right that only the command line may give.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import fc from 'fast-check';
import type { Sources } from '../../../src/settings/base.ts';
import { readControlSettings } from '../../../src/settings/control.ts';
import { readDoctorSettings } from '../../../src/settings/doctor.ts';
import { readFixturesSettings } from '../../../src/settings/fixtures.ts';
import { readExportSettings, readFollow, readPruneSettings } from '../../../src/settings/history.ts';
import { readListenSettings, type ListenSettings } from '../../../src/settings/listen.ts';
import { ALL_OPTIONS } from '../../../src/settings/options/all.ts';
import { keyOf, variableOf } from '../../../src/settings/option.ts';
import { readReplaySettings } from '../../../src/settings/replay.ts';
import { readHistorySettings, readWebhooksSettings } from '../../../src/settings/short-commands.ts';
import { readSimulateSettings } from '../../../src/settings/simulate.ts';
import { readTestSettings } from '../../../src/settings/test.ts';
import { readTriggerSettings } from '../../../src/settings/trigger.ts';
import { given, judgeProtoypes } from '../judge.ts';
import { anyJson, anyText, objectOf, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const [KEY, PASSWORD, HEADER] = ['key-of-the-shop-81', 'hunter-two-of-ours', 'header-secret-9913'];
/** Halves too. */
const SECRETS = [KEY, PASSWORD, HEADER].flatMap((secret) => [secret.slice(0, 12), secret.slice(6)]);

const CONFIGS = [
  '{"event":["Orders.*","Products.update"],"forward":"Orders.*=3000","answer":"ack","port":8080}',
  `{"forward":["http://me:pw@localhost:3000/x"],"header":["X-Api-Key: abc"],"insecure":true}`,
  '{"$schema":"x","rules":"legacy","fault":"status=503,times=2","duration":"10m","readyFile":"ready.json"}',
  '{"dataDir":"data","fixtures":"fixtures","tunnel":"none","speed":"max","traffic":"60/min","json":false}',
  '\ufeff{"publicUrl":"https://example.com","shop":"simulated","failOn":"repeats,timed-out","maxDeliveries":5}',
];
const DOT_ENVS = [
  `UPGATES_API_URL=https://demoshop.admin.s1.upgates.com\nUPGATES_API_LOGIN=1\nUPGATES_API_KEY=abc\n`,
  `# mine\nUPGATES_DEV_FORWARD="http://me:pw@localhost:3000"\nUPGATES_DEV_EVENT='Orders.*'\n`,
  'UPGATES_DEV_PORT=80\nUPGATES_DEV_START=id\nUPGATES_DEV_ALLOW_HOST=evil.example\nUPGATES_DEV_PROT=1\n',
  'UPGATES_API_URL=https://evil.example\nUPGATES_API_LOGIN=1\n',
];
const VALUES = [
  '3000',
  '10m',
  '-1',
  '1e9',
  'max',
  'ack',
  'true',
  'Orders.*',
  '127.0.0.1:1/x',
  'a=b',
  'X: y',
  '../x',
  '/tmp/x',
];
const options = [...ALL_OPTIONS.values()];
const WORDS = [
  ...options.map(keyOf),
  ...options.map(variableOf),
  'UPGATES_API_KEY=',
  '"start":"id"',
  '"allowHost":"evil.example"',
];
const value = fc.oneof(spoiled({ from: VALUES, longest: 4000 }), anyText);

/** Any option with any value of any kind. */
const anyConfig = fc
  .array(fc.tuple(fc.constantFrom(...options.map(keyOf), '$schema'), fc.oneof(value, anyJson, fc.array(value))))
  .map((entries) => JSON.stringify(objectOf(entries)));

const variables = fc
  .array(fc.tuple(fc.constantFrom(...options.map(variableOf), 'UPGATES_API_URL', 'UPGATES_API_LOGIN'), value), {
    maxLength: 3,
  })
  .map((entries): Record<string, string> => Object.fromEntries(entries));

const flags = fc
  .array(
    fc.tuple(fc.constantFrom(...options.map(({ name }) => name)), fc.array(value, { minLength: 1, maxLength: 2 })),
    {
      maxLength: 3,
    },
  )
  .map((entries) => new Map(entries));

/** Where secrets stand, whatever is wrong around them. */
const secretFlags = fc
  .tuple(
    anyText,
    fc.constantFrom(
      ['header', HEADER],
      ['header', `X-Api-Key: ${HEADER}`],
      ['env', `TOKEN=${HEADER}`],
      ['forward', `http://me:${PASSWORD}@localhost:3000`],
      ['to', `Orders.*=me:${PASSWORD}@localhost:3000/x`],
    ),
    anyText,
  )
  .map(([before, [name = '', text = ''], after]) => new Map([[name, [before + text + after]]]));

const COMMANDS = [
  'listen',
  'simulate',
  'trigger',
  'replay',
  'test',
  'history',
  'webhooks',
  'doctor',
  'control',
] as const;

interface Case {
  readonly command: (typeof COMMANDS)[number];
  readonly config: string | null;
  readonly dotEnv: string | null;
  readonly env: Record<string, string>;
  readonly flags: ReadonlyMap<string, readonly string[]>;
}

const cases: fc.Arbitrary<Case> = fc.record({
  command: fc.constantFrom('listen' as const, ...COMMANDS),
  config: fc.option(fc.oneof(spoiled({ from: CONFIGS, words: WORDS }), anyConfig)),
  dotEnv: fc.option(spoiled({ from: DOT_ENVS, words: WORDS })),
  env: variables,
  flags: fc.oneof({ weight: 9, arbitrary: flags }, secretFlags),
});

export const SETTINGS = target({
  name: 'settings',
  words: 'any configuration, .env, environment and flags: settings within bounds, or one sentence without a secret',
  ci: 250,
  weight: 7,
  open() {
    const cwd = mkdtempSync(join(tmpdir(), 'upgates-dev-fuzz-'));
    return {
      cases,
      check: (one) => {
        const put = (name: string, text: string | null): void => {
          if (text === null) rmSync(join(cwd, name), { force: true });
          else writeFileSync(join(cwd, name), text);
        };
        put('upgates-dev.config.json', one.config);
        put('.env', one.dotEnv);
        const env = { HOME: cwd, UPGATES_API_KEY: KEY, ...one.env };
        const sources: Sources = { flags: one.flags, env, cwd, isTty: { stdin: false, stdout: false } };
        given(() => read(one, sources, cwd), { exits: [2, 3], secrets: SECRETS });
        judgeProtoypes();
      },
      close: () => rmSync(cwd, { recursive: true, force: true }),
    };
  },
});

function read({ command, flags: onLine, env }: Case, sources: Sources, cwd: string): void {
  switch (command) {
    case 'listen':
      return judgeListen(readListenSettings(sources), { flags: onLine, env }, cwd);
    case 'simulate':
      return void readSimulateSettings(sources);
    case 'trigger':
      return void readTriggerSettings(sources);
    case 'replay':
      return void readReplaySettings(sources);
    case 'test': {
      const { start, allowRemote } = readTestSettings(sources, null);
      if (start !== null && !onLine.has('start')) throw new Error('a file starts a command');
      if (allowRemote && !onLine.has('allow-remote')) throw new Error('a file allows what is remote');
      return;
    }
    case 'history':
      for (const reader of [readHistorySettings, readExportSettings, readPruneSettings, readFollow]) reader(sources);
      return void readFixturesSettings(sources);
    case 'webhooks':
      return void readWebhooksSettings(sources, 'webhooks list');
    case 'doctor':
      return void readDoctorSettings(sources);
    case 'control':
      return void readControlSettings(sources);
  }
}

function judgeListen(settings: ListenSettings, { flags: onLine, env }: Pick<Case, 'flags' | 'env'>, cwd: string): void {
  const { shop, places, readyFile, port, duration } = settings;
  if (shop.kind === 'real') {
    if (shop.allowHosts.length > 0 && !onLine.has('allow-host')) throw new Error('a file allows a host');
    const { protocol, hostname } = new URL(shop.apiUrl);
    const isUpgates = protocol === 'https:' && hostname.endsWith('.upgates.com');
    if (!isUpgates && !shop.isLoopback && shop.allowHosts.length === 0)
      throw new Error(`the key goes to ${shop.apiUrl}`);
  }
  if (!(port >= 0 && port < 65_536)) throw new Error(`port ${port}`);
  if (duration !== null && !(duration > 0 && duration < 2 ** 31)) throw new Error(`duration ${duration}`);
  judgePlace('data directory', places.dataDir, {
    isFree: onLine.has('data-dir') || 'UPGATES_DEV_DATA_DIR' in env,
    cwd,
  });
  if (readyFile !== null)
    judgePlace('ready file', readyFile, { isFree: onLine.has('ready-file') || 'UPGATES_DEV_READY_FILE' in env, cwd });
}

interface Bounds {
  readonly isFree: boolean;
  readonly cwd: string;
}

/** A file that came with a repository names no place outside of it to write to. */
function judgePlace(what: string, path: string, { isFree, cwd }: Bounds): void {
  const way = relative(cwd, path);
  if (!isFree && (way.startsWith('..') || isAbsolute(way))) throw new Error(`a file puts the ${what} at ${path}`);
}
