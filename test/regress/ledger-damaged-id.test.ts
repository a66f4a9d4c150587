/** A digit of a ledger that a disk has changed was the id of somebody else's webhook, and the next start deleted that one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sweepLeftovers } from '../../src/register/sweep.ts';
import { nameWebhook } from '../../src/register/names.ts';
import {
  clientOf,
  DEAD,
  ledgerOf,
  MACHINE,
  NOW,
  SESSION,
  startShop,
  stateDirectory,
  urlFor,
  withFakeShop,
} from '../register/workbench.ts';

withFakeShop();

it('is looked for by its name, and nothing else is touched', async () => {
  const shop = startShop();
  const client = clientOf();
  const stateDir = await stateDirectory();
  const name = nameWebhook({ machine: MACHINE, session: SESSION, event: 'Orders.create' });
  const ours = await client.createWebhook({ name, url: urlFor('Orders.create'), event: 'Orders.create', active: true });
  const theirs = await client.createWebhook({ name: 'ERP', url: urlFor('x'), event: 'Orders.create', active: true });
  const ledger = await ledgerOf({ stateDir, client, lease: DEAD });
  await ledger.intend({ name, url: urlFor('Orders.create'), at: NOW });
  await ledger.complete(name, ours.id);
  const file = join(stateDir, 'ledgers', `${SESSION}.ndjson`);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(`"id":${ours.id}`, `"id":${theirs.id}`));
  const swept = await sweepLeftovers({
    stateDir,
    client,
    machine: MACHINE,
    wantsLastCalls: () => false,
    now: () => NOW,
    signal: new AbortController().signal,
  });
  expect(swept.removed.map(({ id }) => id)).toEqual([ours.id]);
  expect(shop.webhooks.map(({ id }) => id)).toEqual([theirs.id]);
});
