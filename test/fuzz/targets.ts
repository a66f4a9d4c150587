/** Everything that is fuzzed. A new one: its file in `targets/`, and its name here. */
import type { Target } from './target.ts';
import { API_ANSWERS } from './targets/api-answers.ts';
import { API_ADDRESSES, API_HEADERS, API_SHAPES } from './targets/api-shapes.ts';
import { COMMAND_LINES } from './targets/command-lines.ts';
import { CONTROL_CALLERS, CONTROL_REQUESTS } from './targets/control-requests.ts';
import { FAULT_FILES, FAULT_SPECS } from './targets/faults.ts';
import { FILTERS } from './targets/filters.ts';
import { FIXTURE_NAMES } from './targets/fixture-names.ts';
import { HISTORY_FILES } from './targets/history-files.ts';
import { LEASE_FILES, LEDGER_FILES, STATE_DIRS } from './targets/ledgers.ts';
import { LISTENER_BYTES } from './targets/listener-bytes.ts';
import { LONG_TEXTS } from './targets/long-texts.ts';
import { PAYLOADS } from './targets/payloads.ts';
import { SECRETS } from './targets/secrets.ts';
import { SHOP_REQUESTS } from './targets/shop-requests.ts';
import { SETTINGS } from './targets/settings.ts';
import { DOOR_BYTES, SHOP_BYTES } from './targets/server-bytes.ts';
import { SET_VALUES } from './targets/set-values.ts';
import { SCENARIO_FILES, SHOP_STATES } from './targets/shop-files.ts';
import { TUNNEL_LINES } from './targets/tunnel-lines.ts';

export const TARGETS: readonly Target[] = [
  FILTERS,
  FAULT_SPECS,
  FAULT_FILES,
  SET_VALUES,
  FIXTURE_NAMES,
  PAYLOADS,
  LONG_TEXTS,
  SECRETS,
  API_SHAPES,
  API_ADDRESSES,
  API_HEADERS,
  TUNNEL_LINES,
  CONTROL_REQUESTS,
  CONTROL_CALLERS,
  LEDGER_FILES,
  LEASE_FILES,
  STATE_DIRS,
  SCENARIO_FILES,
  SHOP_STATES,
  SETTINGS,
  LISTENER_BYTES,
  HISTORY_FILES,
  API_ANSWERS,
  SHOP_REQUESTS,
  SHOP_BYTES,
  DOOR_BYTES,
  COMMAND_LINES,
];
