/**
 * The options of what we send ourselves, `trigger` and `replay`, and of the fixtures that it is taken from.
 */
import type { OptionDefinition } from '../option.ts';
import { FAULT, LISTEN_OPTIONS, RULES, SEED } from './session.ts';

const FIXTURES: OptionDefinition = {
  name: 'fixtures',
  value: 'dir',
  fallback: 'fixtures/upgates beside the project',
  words: 'where your own fixtures are',
};

export const MASK: OptionDefinition = {
  name: 'mask',
  value: null,
  words: "also mask e-mails and people's names",
  from: 'command-line',
};

export const LISTENS: ReadonlyMap<string, OptionDefinition> = new Map(
  LISTEN_OPTIONS.map((option) => [option.name, option]),
);

/** What `trigger` and `replay` have in common. */
export const SENDING_OPTIONS: readonly OptionDefinition[] = [
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

export const FIXTURES_OPTIONS: readonly OptionDefinition[] = [FIXTURES];

export const FIXTURES_SAVE_OPTIONS: readonly OptionDefinition[] = [
  { name: 'label', value: 'text', words: 'kept as EVENT.label', from: 'command-line' },
  MASK,
  { name: 'force', value: null, words: 'replace a fixture of that name', from: 'command-line' },
  FIXTURES,
];
