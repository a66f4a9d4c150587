/**
 * The options of `control`.
 */
import type { OptionDefinition } from '../option.ts';
import { REPLAY_OPTIONS, TRIGGER_OPTIONS } from './sending.ts';
import { LISTEN_OPTIONS } from './session.ts';

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

const DRY_RUN: OptionDefinition = {
  name: 'dry-run',
  value: null,
  words: 'only say what it would cost or send',
  from: 'command-line',
};

export const CONTROL_GAP_OPTIONS: readonly OptionDefinition[] = [DRY_RUN, ...CONTROL_OPTIONS];

export const CONTROL_GAP_LIST_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'since',
    value: 'time',
    fallback: 'the gaps of this session',
    words: 'look from there on: 2h, 2026-11-23, 2026-11-23T10:15:00Z',
    from: 'command-line',
  },
  {
    name: 'pages',
    value: 'n',
    fallback: '1',
    words: 'at most so many pages of each list, an API call each',
    from: 'command-line',
  },
  ...CONTROL_GAP_OPTIONS,
];

export const CONTROL_RECORD_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'anew',
    value: null,
    words: 'ask the shop also when the session knows it already',
    from: 'command-line',
  },
  ...CONTROL_OPTIONS,
];

export const CONTROL_REPLAY_OPTIONS: readonly OptionDefinition[] = [
  ...named(REPLAY_OPTIONS, ['last', 'filter', 'to', 'set', 'pace']),
  ...CONTROL_OPTIONS,
];
