/** All that is looked at, in the order of the report. */
import type { Check } from './check.ts';
import { ACKNOWLEDGED_TO_THE_RECORDER, ACKNOWLEDGED_TO_THE_SHOP, SAME_BYTES } from './checks/acknowledged.ts';
import { CHAINS } from './checks/chains.ts';
import { GROWTH } from './checks/growth.ts';
import { ASKED_IN_THE_END, ONCE } from './checks/handler.ts';
import { NO_FILE, NO_PROCESS, NO_WEBHOOK } from './checks/left-behind.ts';
import { LISTED, NO_BUG, NO_SECRET, NO_STRANGER, READABLE, WHOLE_LINES } from './checks/written.ts';
import { findingOf } from './check.ts';

const NO_TROUBLE: Check = {
  name: 'everybody ended as they were made to, and nothing else went wrong',
  look: ({ world: { troubles, exits } }) =>
    findingOf([...exits].map(([what, count]) => `${what}: ${count}`).join(', '), troubles),
};

export const CHECKS: readonly Check[] = [
  ACKNOWLEDGED_TO_THE_SHOP,
  ACKNOWLEDGED_TO_THE_RECORDER,
  SAME_BYTES,
  CHAINS,
  ONCE,
  ASKED_IN_THE_END,
  NO_WEBHOOK,
  NO_PROCESS,
  NO_FILE,
  NO_BUG,
  WHOLE_LINES,
  NO_SECRET,
  NO_STRANGER,
  READABLE,
  LISTED,
  GROWTH,
  NO_TROUBLE,
];
