/**
 * Every option of every command: what files and the environment may set, and the schema of the configuration.
 */
import type { OptionDefinition } from '../option.ts';
import { CONTROL_MOVE_OPTIONS, CONTROL_RECORD_OPTIONS } from './control.ts';
import { HISTORY_EXPORT_OPTIONS, HISTORY_LIST_OPTIONS, HISTORY_PRUNE_OPTIONS } from './history.ts';
import { FIXTURES_SAVE_OPTIONS, REPLAY_OPTIONS, TRIGGER_OPTIONS } from './sending.ts';
import { COMMON_OPTIONS, LISTEN_OPTIONS, SIMULATE_OPTIONS } from './session.ts';
import { CLEAN_OPTIONS, UPDATE_OPTIONS } from './shop.ts';
import { TEST_OPTIONS } from './test.ts';

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
    // Its event is one, by its full name.
    UPDATE_OPTIONS.filter(({ name }) => name !== 'event'),
    CONTROL_MOVE_OPTIONS.filter(({ name }) => name !== 'port'),
    CONTROL_RECORD_OPTIONS,
  ]
    .flat()
    .map((option) => [option.name, option]),
);
