/**
 * The commands of `history`: captured deliveries.
 */
import { HISTORY_EXPORT_OPTIONS, HISTORY_LIST_OPTIONS, HISTORY_PRUNE_OPTIONS } from '../settings/options/history.ts';
import type { CommandDefinition } from './command.ts';

export const HISTORY_COMMANDS: readonly CommandDefinition[] = [
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
];
