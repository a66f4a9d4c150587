/**
 * A ledger for a shop that lives and dies with this process: the simulated one inside `listen`.
 * Its webhooks cannot be left behind, so nothing has to reach the disk.
 */
import { maskUrl } from '../core/masking.ts';
import type { LedgerEntry, LedgerHead } from './ledger-record.ts';
import type { Ledger } from './ledger.ts';
import { readWebhookName } from './names.ts';

export function openVolatileLedger(head: LedgerHead): Ledger {
  const known = new Map<string, LedgerEntry>();
  return {
    head,
    intend({ name, url, at }) {
      const event = readWebhookName(name)?.event ?? name;
      known.set(name, { name, event, shownUrl: maskUrl(url), at, id: null });
      return Promise.resolve();
    },
    complete(name, id) {
      const entry = known.get(name);
      if (entry) known.set(name, { ...entry, id });
      return Promise.resolve();
    },
    forget(names) {
      for (const name of names) known.delete(name);
      return Promise.resolve();
    },
    entries: () => [...known.values()],
    close: () => Promise.resolve(),
  };
}
