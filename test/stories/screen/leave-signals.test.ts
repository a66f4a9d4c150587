/** The system or a script ends the session: it does not ask, whatever is open, and cleans up as for the user. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deadPort } from '../../support/handler.ts';
import { openShell, type Shell } from '../../support/shell.ts';

let shell: Shell;

beforeEach(async () => {
  shell = await openShell();
});

afterEach(() => shell.close());

describe('a signal', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s ends it with %i', async (name, code) => {
    await shell.listen();
    shell.signal(name);
    expect(await shell.leftAsBefore(code)).toEqual([
      'Ended by a signal. No calls came.',
      '3 webhooks removed from the shop.',
    ]);
  });

  it('that comes again, or after q, changes nothing', async () => {
    await shell.listen();
    shell.bench.shop.misbehave = ({ what }) => {
      if (what.startsWith('DELETE')) for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) shell.signal(name);
      return null;
    };
    shell.press('q');
    await shell.leftAsBefore(0);
    await shell.listen();
    shell.signal('SIGTERM');
    await shell.leftAsBefore(143);
  });

  it('ends it while it asks whether to quit, and while letters are typed', async () => {
    await shell.listen(`-f ${await deadPort()}`);
    await shell.bench.shop.send('Orders.create', '{"orders":[{"order_number":"9000211"}]}');
    await shell.see('repeats');
    shell.press('q');
    await shell.see('Quit? y / n');
    shell.signal('SIGTERM');
    expect(await shell.leftAsBefore(143)).toHaveLength(3);
    await shell.listen();
    shell.press('f', 'n');
    await shell.see('Enter set');
    shell.press('status=5');
    await shell.see('status=5');
    shell.signal('SIGHUP');
    expect(await shell.leftAsBefore(129)).toHaveLength(2);
  });

  it('says which webhooks still lead here when the shop does not remove them', async () => {
    await shell.listen();
    shell.bench.shop.misbehave = ({ what }) =>
      what.startsWith('DELETE') ? { kind: 'answer', status: 500, body: '{}' } : null;
    shell.signal('SIGTERM');
    await shell.see('code 143 of run');
    const told = shell.terminal.history().join('');
    expect(told).toMatch(/These webhooks still point here: Orders\.create \(id 101\), Orders\.\w+ \(id 102\)/);
    expect(told).toContain('3 could not be removed: upgates-dev webhooks clean');
    shell.bench.shop.misbehave = null;
    await shell.listen();
    shell.press('q');
    await shell.leftAsBefore(0);
  });
});
