/**
 * The options of `test`.
 */
import type { OptionDefinition } from '../option.ts';
import { LISTENS } from './sending.ts';
import { RULES, SEED } from './session.ts';

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
