/**
 * The list of all commands. Each loads what it needs when it runs, so that the others start fast.
 */
import { HISTORY_EXPORT_OPTIONS, HISTORY_LIST_OPTIONS, HISTORY_PRUNE_OPTIONS } from '../settings/options/history.ts';
import {
  FIXTURES_OPTIONS,
  FIXTURES_SAVE_OPTIONS,
  REPLAY_OPTIONS,
  TRIGGER_OPTIONS,
} from '../settings/options/sending.ts';
import { COMMON_OPTIONS, LISTEN_OPTIONS, SIMULATE_OPTIONS } from '../settings/options/session.ts';
import {
  CLEAN_OPTIONS,
  CREATE_OPTIONS,
  DELETE_OPTIONS,
  DOCTOR_OPTIONS,
  SHOP_OPTIONS,
  UPDATE_OPTIONS,
} from '../settings/options/shop.ts';
import { TEST_OPTIONS } from '../settings/options/test.ts';
import { sourcesOf, type CommandDefinition } from './command.ts';
import { CONTROL_COMMANDS } from './control-commands.ts';

/** What runs when none is named. */
export const DEFAULT_COMMAND = 'listen';

export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['history', 'captured deliveries'],
  ['fixtures', 'saved webhook bodies, built-in ones and your own'],
  ['control', 'speak to a running session or simulated shop from another terminal'],
  ['control faults', 'answers that are spoiled on purpose'],
  ['control gap', 'calls that may be missing after a sleep, a dead tunnel or a restart'],
  ['webhooks', "the shop's webhooks (Upgates has no screen for them)"],
]);

export const COMMANDS: readonly CommandDefinition[] = [
  {
    path: DEFAULT_COMMAND,
    words: 'the session: receive the calls of a shop, hand them to your handler, see what Upgates concludes',
    options: LISTEN_OPTIONS,
    examples: [
      'upgates-dev listen                            the simulated shop, calls are only shown',
      'upgates-dev listen -f 3000/webhooks           hand them to http://localhost:3000/webhooks',
      "upgates-dev listen -e 'Orders.*' -e Products.update -f 'Orders.*=3000' -f 3001",
      'upgates-dev listen --tunnel cloudflared       by the cloudflared on the PATH, without an account',
      'upgates-dev listen --json --max-deliveries 5  for programs and CI',
    ],
    async run(invocation) {
      const { readListenSettings } = await import('../settings/listen.ts');
      const settings = readListenSettings(sourcesOf(invocation));
      const { runListen } = await import('./listen.ts');
      return runListen(settings, invocation.io);
    },
  },
  {
    path: 'simulate',
    words: 'the simulated shop alone, for other processes and tests',
    options: SIMULATE_OPTIONS,
    examples: [
      'upgates-dev simulate --port 8190 --traffic 60/min',
      'upgates-dev simulate --speed 300 --rules legacy   twelve hours of repeats in under three minutes',
      'upgates-dev simulate --scenario sale-rush --speed 10',
      'upgates-dev simulate --state shop.json            goes on the next time where it was',
    ],
    async run(invocation) {
      const { readSimulateSettings } = await import('../settings/simulate.ts');
      const settings = readSimulateSettings(sourcesOf(invocation));
      const { runSimulate } = await import('./simulate.ts');
      return runSimulate(settings, invocation.io);
    },
  },
  {
    path: 'trigger',
    words: 'play the shop against your handler: one event, or many',
    operand: 'event',
    options: TRIGGER_OPTIONS,
    examples: [
      'upgates-dev trigger Orders.create --to 3000/webhooks',
      'upgates-dev trigger Orders.create --set orders.0.order_number=9000021',
      'upgates-dev trigger Products.update --records 5000 --count 10 --concurrency 5',
      'upgates-dev trigger Orders.create.empty-list --retries 3   a fixture with a label, repeated while it fails',
    ],
    run: async (invocation) => (await import('./trigger.ts')).runTrigger(invocation),
  },
  {
    path: 'replay',
    words: 'send captured deliveries or fixtures again, and see what has changed',
    operands: ['[id-or-file...]'],
    options: REPLAY_OPTIONS,
    examples: [
      'upgates-dev replay kq3v                        an id or the beginning of one',
      'upgates-dev replay --last 20 --pace original',
      "upgates-dev replay --filter 'verdict:timed-out since:1h' --to 3000/webhooks",
      'upgates-dev replay kq3v --edit                 change it in $EDITOR first',
    ],
    run: async (invocation) => (await import('./replay.ts')).runReplay(invocation),
  },
  {
    path: 'test',
    words: 'would your handler survive production? A demanding shop plays it through, check by check',
    operands: ['[url]'],
    options: TEST_OPTIONS,
    examples: [
      'upgates-dev test 3000/webhooks',
      "upgates-dev test 3000/webhooks --start 'npm start' --ready-url http://localhost:3000/health",
      'upgates-dev test --only burst,batch-5000          the configured handler',
      "upgates-dev test 3000 --start 'node server.js' --report junit=reports/handler.xml   in CI",
      'upgates-dev test --list',
    ],
    run: async (invocation) => (await import('./test.ts')).runTest(invocation),
  },
  ...CONTROL_COMMANDS,
  {
    path: 'history list',
    words: 'deliveries, the newest activity first',
    options: HISTORY_LIST_OPTIONS,
    examples: [
      'upgates-dev history list',
      "upgates-dev history list --filter 'verdict:timed-out event:Orders.*' --json",
      'upgates-dev history list --follow   go on with what comes',
    ],
    run: async (invocation) => (await import('./history.ts')).runHistoryList(invocation),
  },
  {
    path: 'history show',
    words: 'one delivery: attempts, headers, both answers, body',
    operand: 'id',
    options: [],
    examples: [
      'upgates-dev history show kq3v     an id or the beginning of one',
      'upgates-dev history show kq3v --json',
    ],
    run: async (invocation) => (await import('./history.ts')).runHistoryShow(invocation),
  },
  {
    path: 'history export',
    words: 'deliveries as json (NDJSON), as a curl command to paste, or as the body alone; without secrets',
    operands: ['[json|curl|fixture]', '[id...]'],
    options: HISTORY_EXPORT_OPTIONS,
    examples: [
      'upgates-dev history export curl kq3v',
      'upgates-dev history export fixture kq3v > Orders.create.json',
      'upgates-dev history export json kq3v 7f3a',
    ],
    run: async (invocation) => (await import('./history-export.ts')).runHistoryExport(invocation),
  },
  {
    path: 'history diff',
    words: 'two deliveries, or two attempts of one, field by field',
    operands: ['<a>', '<b>'],
    options: [],
    examples: ['upgates-dev history diff kq3v 7f3a', 'upgates-dev history diff kq3v.1 kq3v.2'],
    run: async (invocation) => (await import('./history-diff.ts')).runHistoryDiff(invocation),
  },
  {
    path: 'history prune',
    words: 'remove old deliveries; says what goes and asks first',
    options: HISTORY_PRUNE_OPTIONS,
    examples: ['upgates-dev history prune --older-than 2d', 'upgates-dev history prune --all --yes'],
    run: async (invocation) => (await import('./history-prune.ts')).runHistoryPrune(invocation),
  },
  {
    path: 'fixtures list',
    words: 'all fixtures: your own, the built-in ones, those that are generated',
    options: FIXTURES_OPTIONS,
    examples: ['upgates-dev fixtures list', 'upgates-dev fixtures list --json'],
    run: async (invocation) => (await import('./fixtures.ts')).runFixturesList(invocation),
  },
  {
    path: 'fixtures show',
    words: 'the body of one, byte for byte',
    operand: 'event[.label]',
    options: FIXTURES_OPTIONS,
    examples: ['upgates-dev fixtures show Orders.create', 'upgates-dev fixtures show Orders.create.emoji'],
    run: async (invocation) => (await import('./fixtures.ts')).runFixturesShow(invocation),
  },
  {
    path: 'fixtures save',
    words: 'keep the body of a captured delivery as a fixture, without secrets',
    operand: 'id',
    options: FIXTURES_SAVE_OPTIONS,
    examples: ['upgates-dev fixtures save kq3v', 'upgates-dev fixtures save kq3v --label cancelled --mask'],
    run: async (invocation) => (await import('./fixtures.ts')).runFixturesSave(invocation),
  },
  {
    path: 'fixtures validate',
    words: 'does a body have the shape of its event; without names all of your own',
    operands: ['[event-or-file...]'],
    options: FIXTURES_OPTIONS,
    examples: ['upgates-dev fixtures validate', 'upgates-dev fixtures validate fixtures/upgates/Orders.create.json'],
    run: async (invocation) => (await import('./fixtures.ts')).runFixturesValidate(invocation),
  },
  {
    path: 'webhooks list',
    words: 'all webhooks of the API user, with their last calls',
    options: SHOP_OPTIONS,
    examples: ['upgates-dev webhooks list', 'upgates-dev webhooks list --json'],
    run: async (invocation) => (await import('./webhooks.ts')).runWebhooksList(invocation),
  },
  {
    path: 'webhooks events',
    words: 'all events, and which of them the API user may have',
    options: SHOP_OPTIONS,
    examples: ['upgates-dev webhooks events'],
    run: async (invocation) => (await import('./webhooks.ts')).runWebhooksEvents(invocation),
  },
  {
    path: 'webhooks create',
    words: 'a webhook that stays until you delete it; one API call',
    options: CREATE_OPTIONS,
    examples: [
      "upgates-dev webhooks create --event Orders.create --url https://example.com/hooks --name 'order import'",
    ],
    run: async (invocation) => (await import('./webhooks-change.ts')).runWebhooksCreate(invocation),
  },
  {
    path: 'webhooks update',
    words: 'change what is given of one, and nothing else; one API call',
    operand: 'id',
    options: UPDATE_OPTIONS,
    examples: [
      'upgates-dev webhooks update 12 --inactive',
      'upgates-dev webhooks update 12 --url https://example.com/v2',
    ],
    run: async (invocation) => (await import('./webhooks-change.ts')).runWebhooksUpdate(invocation),
  },
  {
    path: 'webhooks delete',
    words: 'delete webhooks at the shop; asks first, one API call for all',
    operands: ['[id...]'],
    options: DELETE_OPTIONS,
    examples: ['upgates-dev webhooks delete 12', 'upgates-dev webhooks delete 12 13 --yes'],
    run: async (invocation) => (await import('./webhooks-change.ts')).runWebhooksDelete(invocation),
  },
  {
    path: 'webhooks clean',
    words: 'remove what ended sessions of this machine left at the shop',
    options: CLEAN_OPTIONS,
    examples: ['upgates-dev webhooks clean --dry-run', 'upgates-dev webhooks clean'],
    run: async (invocation) => (await import('./webhooks.ts')).runWebhooksClean(invocation),
  },
  {
    path: 'doctor',
    words: 'would a session work here: Node, settings, shop, tunnel, handler, directories, leftovers',
    options: DOCTOR_OPTIONS,
    examples: [
      'upgates-dev doctor                            one API call at a real shop, none at the simulated one',
      'upgates-dev doctor -f 3000 --tunnel localtunnel   the tunnel also without a real shop',
      'upgates-dev doctor --json',
    ],
    run: async (invocation) => (await import('./doctor.ts')).runDoctor(invocation),
  },
  {
    path: 'init',
    words: 'asks for shop, events and handler, and writes the configuration and .env',
    options: [],
    examples: ['upgates-dev init'],
    run: async (invocation) => (await import('./init/init.ts')).runInit(invocation),
  },
  {
    path: 'completion',
    words: 'a script that completes commands, options and events in your shell',
    operands: ['<bash|zsh|fish>'],
    options: [],
    examples: [
      'source <(upgates-dev completion bash)         in ~/.bashrc',
      'source <(upgates-dev completion zsh)          in ~/.zshrc, after compinit',
      'upgates-dev completion fish | source          in config.fish',
    ],
    run: async (invocation) =>
      (await import('./completion/completion.ts')).runCompletion(invocation, {
        commands: COMMANDS,
        groups: GROUPS,
        common: COMMON_OPTIONS,
        fallback: DEFAULT_COMMAND,
      }),
  },
];
