/**
 * The options of a session and of the simulated shop, in the order of the help.
 */
import { RULES_NAMES } from '../../core/rules.ts';
import type { OptionDefinition } from '../option.ts';

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

export const ALLOW_HOST: OptionDefinition = {
  name: 'allow-host',
  value: 'host',
  many: 'repeated',
  words: 'a host outside *.upgates.com that may get the credentials',
  from: 'command-line',
};

export const RULES: OptionDefinition = {
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

export const FAULT: OptionDefinition = {
  name: 'fault',
  value: 'spec',
  many: 'repeated',
  words: 'spoil answers on purpose: status=503,times=3',
};

export const SEED: OptionDefinition = { name: 'seed', value: 'text', words: 'the same seed gives the same run' };

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
    words: 'how the shop reaches this machine; cloudflared and ngrok are programs of your own',
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
