import { expect, it } from 'vitest';
import { openVolatileLedger } from '../../src/register/volatile-ledger.ts';

const head = {
  session: '00000001',
  machine: '0000000a',
  lease: { pid: 1, startedAt: null, bootId: null, pidSpace: null, host: null },
  shop: 'demoshop',
  account: 'a',
  at: 0,
};

it('keeps what may still exist, without credentials, and forgets what is gone', async () => {
  const ledger = openVolatileLedger(head);
  const name = 'upgates-dev/0000000a/00000001 Orders.create';
  await ledger.intend({ name, url: 'http://user:secret@127.0.0.1:1/k3v9q7a2mfx8k3v9q7a2mfx8aa/Orders.create', at: 5 });
  expect(ledger.entries()).toMatchObject([{ name, event: 'Orders.create', id: null, at: 5 }]);
  expect(ledger.entries()[0]?.shownUrl).not.toMatch(/secret|k3v9q7a2mfx8k3v9/);
  await ledger.complete(name, 7);
  await ledger.complete('unknown', 8);
  expect(ledger.entries()).toMatchObject([{ name, id: 7 }]);
  await ledger.forget([name]);
  expect(ledger.entries()).toEqual([]);
});
