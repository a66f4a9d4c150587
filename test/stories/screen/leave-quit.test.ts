/**
 * A developer ends the session with a key, whatever is open: the shell is as it was, the shop has no webhook of ours, and
 * three lines at most say what came.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deadPort } from '../../support/handler.ts';
import { openShell, type Shell } from '../../support/shell.ts';

const ORDER = '{"orders":[{"order_number":"9000211"}]}';

let shell: Shell;

beforeEach(async () => {
  shell = await openShell();
});

afterEach(() => shell.close());

/** A handler that is down: the call waits for its repeat. */
async function listenWithWaiting(): Promise<void> {
  await shell.listen(`-f ${await deadPort()}`);
  await shell.bench.shop.send('Orders.create', ORDER);
  await shell.see('repeats');
}

describe('q', () => {
  it('asks nothing where nothing waits', async () => {
    await shell.listen();
    shell.press('q');
    expect(await shell.leftAsBefore(0)).toEqual(['No calls came.', '3 webhooks removed from the shop.']);
  });

  it('asks where a delivery waits for its repeat, and says afterwards how to get at it', async () => {
    await listenWithWaiting();
    shell.press('q');
    await shell.see('Quit? y / n');
    shell.press('n');
    await shell.see('VERDICT');
    shell.press('q');
    await shell.see('Quit? y / n');
    shell.press('y');
    const told = await shell.leftAsBefore(0);
    expect(told).toHaveLength(3);
    expect(told.join('\n')).toContain('the shop will not repeat now');
  });
});

describe('Ctrl-C', () => {
  it('does not ask, and ends what asks', async () => {
    await listenWithWaiting();
    shell.press('Ctrl-C');
    expect(await shell.leftAsBefore(130)).toHaveLength(3);
    await listenWithWaiting();
    shell.press('q');
    await shell.see('Quit? y / n');
    shell.press('Ctrl-C');
    expect(await shell.leftAsBefore(130)).toHaveLength(3);
  });

  it.each([
    ['the sheet of keys', ['?'], 'KEYS'],
    ['health', ['i'], 'way in'],
    ['webhooks', ['w'], 'this session'],
    ['faults', ['f'], 'outage'],
    ['a fault being written', ['f', 'n'], 'Enter set'],
    ['the filter', ['/'], 'Enter keep'],
    ['trigger', ['t'], 'Enter send'],
    ['the answer policy', ['a'], 'Enter take'],
    ['a fixture', ['s'], 'Enter save'],
    ['copying', ['y'], 'Enter do it'],
    ['the whole detail', ['Enter'], '[1 summary]'],
    ['the search', ['2', '&'], 'Enter'],
  ])('ends with %s open', async (_, keys, seen) => {
    await listenWithWaiting();
    for (const key of keys) shell.press(key);
    await shell.see(seen);
    shell.press('Ctrl-C');
    expect(await shell.leftAsBefore(130)).toHaveLength(3);
  });
});
