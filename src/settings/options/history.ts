/**
 * The options of `history`.
 */
import type { OptionDefinition } from '../option.ts';
import { MASK, SENDING_OPTIONS } from './sending.ts';

export const HISTORY_LIST_OPTIONS: readonly OptionDefinition[] = [
  { name: 'filter', value: 'expression', words: 'only deliveries that fit: verdict:repeats', from: 'command-line' },
  { name: 'limit', value: 'n', fallback: '50', words: 'at most this many, newest first', from: 'command-line' },
  { name: 'follow', value: null, words: 'go on with what comes, oldest first', from: 'command-line' },
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
