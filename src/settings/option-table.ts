/**
 * Every option of every command, in the order of the help.
 */
import { RULES_NAMES } from '../core/rules.ts';
import type { OptionDefinition } from './option.ts';

export const COMMON_OPTIONS: readonly OptionDefinition[] = [
  { name: 'json', value: null, words: 'write NDJSON to stdout, messages for people to stderr' },
  {
    name: 'config',
    value: 'file',
    fallback: 'upgates-dev.config.json, looked for upward',
    words: 'the configuration',
    from: 'no-config',
  },
  {
    name: 'data-dir',
    value: 'dir',
    fallback: '.upgates-dev beside the project',
    words: 'where history, log, ledger and leases are kept',
  },
  { name: 'no-color', value: null, words: 'no colours (so does NO_COLOR)' },
  { name: 'verbose', short: 'v', value: null, words: 'say more' },
];

const SHOP: OptionDefinition = {
  name: 'shop',
  value: 'shop',
  choices: ['simulated'],
  fallback: 'the shop of UPGATES_API_URL, simulated when there is none',
  words: 'use the simulated shop, whatever credentials are set',
};

const ALLOW_HOST: OptionDefinition = {
  name: 'allow-host',
  value: 'host',
  many: 'repeated',
  words: 'a host outside *.upgates.com that may get the credentials',
  from: 'command-line',
};

const RULES: OptionDefinition = {
  name: 'rules',
  value: 'profile',
  choices: RULES_NAMES,
  fallback: 'current',
  words: "the profile of Upgates' delivery rules",
};

const PACE: readonly OptionDefinition[] = [
  {
    name: 'speed',
    value: '1|N|max',
    fallback: '1',
    words: 'how fast the waits between attempts pass (simulated shop)',
  },
  { name: 'traffic', value: 'N/min', fallback: '12/min', words: 'how many calls come by themselves (simulated shop)' },
];

const FAULT: OptionDefinition = {
  name: 'fault',
  value: 'spec',
  many: 'repeated',
  words: 'spoil answers on purpose: status=503,times=3',
};
const SEED: OptionDefinition = { name: 'seed', value: 'text', words: 'the same seed gives the same run' };

export const LISTEN_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'event',
    short: 'e',
    value: 'pattern',
    many: 'commas',
    fallback: 'Orders.* on a real shop, * on the simulated one',
    words: 'which events to register',
  },
  {
    name: 'forward',
    short: 'f',
    value: '[pattern=]target',
    many: 'repeated',
    fallback: 'none: capture only',
    words: 'your handler: a port, host:port/path or a URL; the first match wins',
  },
  { name: 'header', short: 'H', value: 'name: value', many: 'repeated', words: 'added to calls of your handler' },
  { name: 'insecure', value: null, words: 'accept a self-signed handler on loopback or private hosts' },
  { name: 'handler-timeout', value: 'duration', fallback: '10m', words: 'when to give up on your handler' },
  {
    name: 'answer',
    value: 'policy',
    choices: ['mirror', 'rescue', 'ack'],
    fallback: 'rescue',
    words: 'what the shop is told',
  },
  RULES,
  SHOP,
  {
    name: 'tunnel',
    value: 'provider',
    choices: ['localtunnel', 'cloudflared', 'ngrok', 'none'],
    fallback: 'localtunnel on a real shop, none on the simulated one',
    words: 'how the shop reaches this machine',
  },
  { name: 'public-url', value: 'url', words: 'an address of your own that leads here; implies --tunnel none' },
  { name: 'tunnel-host', value: 'url', words: 'the localtunnel server, when it is not the public one' },
  { name: 'port', value: 'n', fallback: 'any free one', words: 'the port on 127.0.0.1' },
  FAULT,
  { name: 'faults', value: 'file', words: 'faults from a JSON file; its schema is upgates-dev/faults.schema.json' },
  SEED,
  ...PACE,
  { name: 'pristine', value: null, words: 'add no headers of our own to calls of your handler' },
  { name: 'no-resume', value: null, words: 'leave the queue of background calls of the last session' },
  { name: 'ready-file', value: 'file', words: 'written when the session is ready' },
  { name: 'max-deliveries', value: 'n', words: 'end after this many different deliveries' },
  { name: 'duration', value: 'duration', words: 'end after this time' },
  {
    name: 'fail-on',
    value: 'verdicts',
    many: 'commas',
    choices: ['repeats', 'timed-out'],
    words: 'exit 1 when it happened',
  },
  {
    name: 'output',
    value: 'form',
    choices: ['tui', 'lines', 'json'],
    fallback: 'tui on a terminal, lines elsewhere',
    words: 'how the session is shown',
  },
  ALLOW_HOST,
];

export const SIMULATE_OPTIONS: readonly OptionDefinition[] = [
  { name: 'port', value: 'n', fallback: '8190', words: 'the port on 127.0.0.1' },
  {
    name: 'plan',
    value: 'plan',
    choices: ['bronze', 'silver', 'gold', 'platinum', 'unlimited'],
    fallback: 'unlimited',
    words: 'whose API quotas apply',
  },
  { name: 'login', value: 'text', fallback: 'made up', words: "the simulated shop's API login" },
  { name: 'key', value: 'text', fallback: 'made up', words: "the simulated shop's API key" },
  { name: 'shop-name', value: 'text', fallback: 'demoshop', words: 'what the simulated shop is called' },
  RULES,
  ...PACE,
  {
    name: 'scenario',
    value: 'name',
    words:
      'a course of events: import-12000, outage-12h, permission-change, sale-rush, shop-moves, or a file of your own',
  },
  SEED,
  { name: 'state', value: 'file', words: 'keep the simulated shop in this file, and go on from there the next time' },
];

export const HISTORY_LIST_OPTIONS: readonly OptionDefinition[] = [
  { name: 'filter', value: 'expression', words: 'only deliveries that fit: verdict:repeats', from: 'command-line' },
  { name: 'limit', value: 'n', fallback: '50', words: 'at most this many, newest first', from: 'command-line' },
  { name: 'follow', value: null, words: 'go on with what comes, oldest first', from: 'command-line' },
];

const MASK: OptionDefinition = {
  name: 'mask',
  value: null,
  words: "also mask e-mails and people's names",
  from: 'command-line',
};

export const HISTORY_PRUNE_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'older-than',
    value: 'duration',
    fallback: '7d',
    words: 'what had no attempt for so long',
    from: 'command-line',
  },
  {
    name: 'max-size',
    value: 'size',
    fallback: '500MB',
    words: 'then the oldest until the rest is no larger',
    from: 'command-line',
  },
  { name: 'all', value: null, words: 'everything but running sessions', from: 'command-line' },
  { name: 'dry-run', value: null, words: 'only say what would be removed', from: 'command-line' },
  { name: 'yes', value: null, words: 'do not ask', from: 'command-line' },
];

const FIXTURES: OptionDefinition = {
  name: 'fixtures',
  value: 'dir',
  fallback: 'fixtures/upgates beside the project',
  words: 'where your own fixtures are',
};

const LISTENS: ReadonlyMap<string, OptionDefinition> = new Map(LISTEN_OPTIONS.map((option) => [option.name, option]));

/** What `trigger` and `replay` have in common. */
const SENDING_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'to',
    value: 'target',
    fallback: 'the configured handler',
    words: 'the handler: a port, host:port/path or a URL',
    from: 'command-line',
  },
  {
    name: 'set',
    value: 'path=value',
    many: 'repeated',
    words: 'change a value of the body: orders.0.order_number=9000021',
    from: 'command-line',
  },
  RULES,
  ...['header', 'insecure', 'pristine'].flatMap((name) => LISTENS.get(name) ?? []),
];

export const HISTORY_EXPORT_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'format',
    value: 'format',
    choices: ['json', 'curl', 'fixture'],
    words: 'the same as the operand',
    from: 'command-line',
  },
  ...SENDING_OPTIONS.filter(({ name }) => name === 'to'),
  MASK,
];

export const TRIGGER_OPTIONS: readonly OptionDefinition[] = [
  ...SENDING_OPTIONS,
  FAULT,
  { name: 'records', value: 'n', words: 'generate so many records instead of sending a fixture', from: 'command-line' },
  { name: 'body', value: 'file', words: 'send the bytes of this file', from: 'command-line' },
  { name: 'count', value: 'n', fallback: '1', words: 'how many events', from: 'command-line' },
  { name: 'concurrency', value: 'n', fallback: '1', words: 'calls under way at once', from: 'command-line' },
  {
    name: 'retries',
    value: 'n',
    fallback: '0',
    words: 'repeats after a wrong answer, every 5 minutes',
    from: 'command-line',
  },
  { name: 'speed', value: '1|N|max', fallback: 'max', words: 'how fast the waits between repeats pass' },
  SEED,
  FIXTURES,
];

export const FIXTURES_OPTIONS: readonly OptionDefinition[] = [FIXTURES];

export const FIXTURES_SAVE_OPTIONS: readonly OptionDefinition[] = [
  { name: 'label', value: 'text', words: 'kept as EVENT.label', from: 'command-line' },
  MASK,
  { name: 'force', value: null, words: 'replace a fixture of that name', from: 'command-line' },
  FIXTURES,
];

export const REPLAY_OPTIONS: readonly OptionDefinition[] = [
  { name: 'last', value: 'n', words: 'the last so many deliveries', from: 'command-line' },
  { name: 'filter', value: 'expression', words: 'deliveries that fit: verdict:timed-out', from: 'command-line' },
  ...SENDING_OPTIONS,
  { name: 'edit', value: null, words: 'edit each body in $EDITOR first', from: 'command-line' },
  {
    name: 'pace',
    value: 'max|original|N/s',
    fallback: 'max',
    words: 'how fast: one after the other, as they came in, or so many a second',
    from: 'command-line',
  },
  { name: 'dry-run', value: null, words: 'only say what would be sent', from: 'command-line' },
];

export const TEST_OPTIONS: readonly OptionDefinition[] = [
  { name: 'only', value: 'check', many: 'commas', words: 'make these checks alone', from: 'command-line' },
  { name: 'skip', value: 'check', many: 'commas', words: 'leave these checks out', from: 'command-line' },
  { name: 'list', value: null, words: 'say what each check does, and make none', from: 'command-line' },
  {
    name: 'event',
    short: 'e',
    value: 'pattern',
    many: 'commas',
    fallback: 'all for the check events, Orders.* for the others',
    words: 'which events to send',
  },
  ...['forward', 'header', 'insecure'].flatMap((name) => LISTENS.get(name) ?? []),
  RULES,
  {
    name: 'start',
    value: 'command',
    words: 'start the handler with this command of a shell, and end it afterwards',
    from: 'command-line',
  },
  {
    name: 'env',
    value: 'name=value',
    many: 'repeated',
    words: 'a variable for the handler that --start starts',
    from: 'command-line',
  },
  {
    name: 'ready-url',
    value: 'url',
    fallback: "a connection to the handler's own address",
    words: 'the handler is ready when this answers below 500 (--start)',
  },
  {
    name: 'stop-timeout',
    value: 'duration',
    fallback: '5s',
    words: 'how long the handler may take to end before it is killed (--start)',
  },
  {
    name: 'report',
    value: 'junit=file',
    many: 'repeated',
    words: 'also write a report: junit=FILE or json=FILE',
    from: 'command-line',
  },
  {
    name: 'allow-remote',
    value: null,
    words: 'also test a handler that is not on this machine or a private network',
    from: 'command-line',
  },
  SEED,
];

/** For every command that speaks to a running session. */
export const CONTROL_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'session',
    value: 'prefix',
    fallback: "the one of this project's data directory, else the only one running",
    words: 'which running session or simulated shop, by its id or the beginning of it',
    from: 'command-line',
  },
];

function named(options: readonly OptionDefinition[], names: readonly string[]): readonly OptionDefinition[] {
  return options.filter(({ name }) => names.includes(name));
}

export const CONTROL_TRIGGER_OPTIONS: readonly OptionDefinition[] = [
  ...named(TRIGGER_OPTIONS, ['to', 'set', 'records', 'count', 'retries']),
  ...CONTROL_OPTIONS,
];

export const CONTROL_EMIT_OPTIONS: readonly OptionDefinition[] = [
  ...named(TRIGGER_OPTIONS, ['records', 'count']),
  ...CONTROL_OPTIONS,
];

export const CONTROL_MOVE_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'form',
    value: 'form',
    choices: ['body', 'location', 'both'],
    fallback: 'both',
    words: 'what the old address answers with its 301: api_url in the body, Location, or both',
    from: 'command-line',
  },
  ...named(LISTEN_OPTIONS, ['port']),
  ...CONTROL_OPTIONS,
];

export const CONTROL_REPLAY_OPTIONS: readonly OptionDefinition[] = [
  ...named(REPLAY_OPTIONS, ['last', 'filter', 'to', 'set', 'pace']),
  ...CONTROL_OPTIONS,
];

/** For every command that needs a real shop. */
export const SHOP_OPTIONS: readonly OptionDefinition[] = [ALLOW_HOST];

export const CLEAN_OPTIONS: readonly OptionDefinition[] = [
  { name: 'dry-run', value: null, words: 'only say what would be removed', from: 'command-line' },
  ...SHOP_OPTIONS,
];

/** What decides whether a session would start; all else may stand in the configuration. */
const EXAMINED = ['event', 'forward', 'rules', 'shop', 'tunnel', 'public-url', 'tunnel-host', 'port', 'allow-host'];

export const DOCTOR_OPTIONS: readonly OptionDefinition[] = LISTEN_OPTIONS.filter(({ name }) => EXAMINED.includes(name));

/** All options by name; one that several commands have means the same in each. */
export const ALL_OPTIONS: ReadonlyMap<string, OptionDefinition> = new Map(
  [
    COMMON_OPTIONS,
    CLEAN_OPTIONS,
    HISTORY_LIST_OPTIONS,
    SIMULATE_OPTIONS,
    LISTEN_OPTIONS,
    // Its speed is that of the others with another default.
    TRIGGER_OPTIONS.filter(({ name }) => name !== 'speed'),
    // Its events are those of a session with another default.
    TEST_OPTIONS.filter(({ name }) => name !== 'event'),
    REPLAY_OPTIONS,
    HISTORY_PRUNE_OPTIONS,
    HISTORY_EXPORT_OPTIONS,
    FIXTURES_SAVE_OPTIONS,
    CONTROL_MOVE_OPTIONS.filter(({ name }) => name !== 'port'),
  ]
    .flat()
    .map((option) => [option.name, option]),
);
