/**
 * Has a session that died left webhooks at a shop? The ledgers on this machine tell; no API call is made for it.
 */
import { isAlive } from '../../register/lease.ts';
import { readLedgers } from '../../register/ledger.ts';
import type { LedgerRecord } from '../../register/ledger-record.ts';
import { finding, type About, type Examination, type Finding } from './finding.ts';

const ABOUT: About = {
  name: 'leftovers',
  looksAt:
    'The ledgers of sessions that no longer run ([who is alive](decisions/who-is-alive.md)). No API call is made.',
  meaning:
    'Warned: webhooks of a killed session may still be at the shop, and Upgates calls addresses that nobody answers.',
  todo: 'Start a session at that shop, which removes them first, or run `upgates-dev webhooks clean`.',
};

export const leftoversCheck: Examination = {
  checks: [ABOUT],
  deadline: 5000,
  examine: async ({ settings: { places }, now }) => {
    const ledgers = await readLedgers(places.stateDir);
    return [judgeLedgers(ledgers.filter(({ head, beatAt }) => !isAlive(head.lease, { beatAt, now: now() })))];
  },
};

const SENT = 'the ledgers of ended sessions, read';

/** `dead`: the ledgers of sessions that no longer run. */
export function judgeLedgers(dead: readonly LedgerRecord[]): Finding {
  const left = dead.filter(({ entries }) => entries.length > 0);
  const told = { sent: SENT, expected: 'nothing left at the shop' };
  if (left.length === 0) return finding('leftovers', 'passed', { ...told, got: 'nothing left' });
  return finding('leftovers', 'warned', {
    ...told,
    got: [...new Set(left.map(({ head }) => head.shop))].map((shop) => describe(shop, left)).join('; '),
    meaning: 'Upgates calls addresses that nobody answers, again and again.',
    hint: 'The next session at that shop removes them, or: upgates-dev webhooks clean',
  });
}

function describe(shop: string, ledgers: readonly LedgerRecord[]): string {
  const entries = ledgers.filter(({ head }) => head.shop === shop).flatMap((ledger) => ledger.entries);
  const doubtful = entries.filter(({ id }) => id === null).length;
  const doubt = doubtful === 0 ? '' : ` (${doubtful} of them not sure)`;
  return `${entries.length} at ${shop}${doubt}: ${[...new Set(entries.map(({ event }) => event))].join(', ')}`;
}
