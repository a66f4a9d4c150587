/**
 * The list of all commands. Each loads what it needs when it runs, so that the others start fast.
 */
import {
  FIXTURES_OPTIONS,
  FIXTURES_SAVE_OPTIONS,
  REPLAY_OPTIONS,
  TRIGGER_OPTIONS,
} from '../settings/options/sending.ts';
import { COMMON_OPTIONS, LISTEN_OPTIONS, SIMULATE_OPTIONS } from '../settings/options/session.ts';
import { DOCTOR_OPTIONS } from '../settings/options/shop.ts';
import { TEST_OPTIONS } from '../settings/options/test.ts';
import { sourcesOf, type CommandDefinition } from './command.ts';
import { CONTROL_COMMANDS } from './control-commands.ts';
import { HISTORY_COMMANDS } from './history-commands.ts';
import { WEBHOOKS_COMMANDS } from './webhooks-commands.ts';

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
  ...HISTORY_COMMANDS,
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
  ...WEBHOOKS_COMMANDS,
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
