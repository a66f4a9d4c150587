/**
 * The list of all commands. Each loads what it needs when it runs, so that the others start fast.
 */
import { CLEAN_OPTIONS, HISTORY_LIST_OPTIONS, LISTEN_OPTIONS } from '../settings/option-table.ts';
import { SHOP_OPTIONS, SIMULATE_OPTIONS } from '../settings/option-table.ts';
import { sourcesOf, type CommandDefinition } from './command.ts';

/** What runs when none is named. */
export const DEFAULT_COMMAND = 'listen';

export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['history', 'captured deliveries'],
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
    ],
    async run(invocation) {
      const { readSimulateSettings } = await import('../settings/simulate.ts');
      const settings = readSimulateSettings(sourcesOf(invocation));
      const { runSimulate } = await import('./simulate.ts');
      return runSimulate(settings, invocation.io);
    },
  },
  {
    path: 'history list',
    words: 'deliveries, the newest activity first',
    options: HISTORY_LIST_OPTIONS,
    examples: [
      'upgates-dev history list',
      "upgates-dev history list --filter 'verdict:timed-out event:Orders.*' --json",
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
    path: 'webhooks clean',
    words: 'remove what ended sessions of this machine left at the shop',
    options: CLEAN_OPTIONS,
    examples: ['upgates-dev webhooks clean --dry-run', 'upgates-dev webhooks clean'],
    run: async (invocation) => (await import('./webhooks.ts')).runWebhooksClean(invocation),
  },
];
