/** A developer works through the screen alone: replays, breaks answers, sends samples, saves, filters, moves the clock. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { openScreen, type OpenScreen, type ScreenRequest } from '../support/screen.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function start(request: ScreenRequest): Promise<OpenScreen> {
  const screen = await openScreen(request);
  cleanUp.push(() => screen.close());
  return screen;
}

async function leave(screen: OpenScreen): Promise<void> {
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
  expect(screen.terminal.isAlternate()).toBe(false);
}

describe('the keys of the screen', () => {
  it('repair a handler: replay says fixed, the next attempt comes now, the clock runs faster', async () => {
    const handler = await startHandler((_, number) => ({ kind: 'answer', status: number === 1 ? 201 : 204 }));
    cleanUp.push(() => handler.close());
    const screen = await start({ args: ['-e', 'Orders.*', '-f', String(handler.port), '--traffic', '1/min'] });
    await screen.see(/▶ .* 201 .*↻ repeats in 4:/);
    screen.press('r');
    await screen.see(/✓ delivered {2}replay/);
    await screen.see(/^ · .*fixed/);
    screen.press('g');
    await screen.see(/Replay of \w+, fixed: it went wrong before, now it is delivered\./);
    expect(handler.calls[1]?.body).toEqual(handler.calls[0]?.body);
    screen.press('.');
    await screen.see(/✓ delivered {2}#2/);
    expect(handler.calls[2]?.body).toEqual(handler.calls[0]?.body);
    screen.press('+');
    await screen.see('clock 2x');
    screen.press('a', 'Down', 'Enter');
    await screen.see(/simulated shop {3}ack/);
    await leave(screen);
  });

  it('spoil answers on purpose, and say what is wrong with a fault', async () => {
    const handler = await startHandler({ kind: 'answer', status: 204 });
    cleanUp.push(() => handler.close());
    const screen = await start({ args: ['-e', 'Orders.*', '-f', String(handler.port), '--traffic', '1/min'] });
    await screen.see('✓ delivered');
    screen.press('f');
    await screen.see('○ outage');
    screen.press('n');
    await screen.see('Enter set');
    await screen.type('status=503,tims=1');
    screen.press('Enter');
    await screen.see(/^ +\^$/);
    screen.press('Left', 'Left', 'Left', 'e');
    await screen.see('status=503,times=1');
    screen.press('Enter');
    await screen.see(/● status=503,times=1 .*no call yet/);
    screen.press('Escape');
    await screen.see('VERDICT');
    screen.press('t');
    await screen.see('Send a sample');
    await screen.type('orders.cr');
    await screen.see(/▶ Orders\.create/);
    screen.press('Enter');
    await screen.see(/↻ repeats ⚡ status=503/);
    await screen.see(/Your handler answered 204 No Content\. The fault status=503,times=1/);
    expect(handler.calls).toHaveLength(2);
    screen.press('f');
    await screen.see(/○ status=503,times=1 .*spoiled 1 of 1, used up/);
    screen.press('c');
    await screen.see('no faults');
    await leave(screen);
  });

  it('save what came as a fixture and find it again in a small window', async () => {
    const handler = await startHandler({ kind: 'answer', status: 200 });
    cleanUp.push(() => handler.close());
    const args = ['-e', 'Orders.create', '-f', String(handler.port), '--traffic', '1/min'];
    const screen = await start({ args, cols: 60, rows: 16 });
    await screen.see('✓ delivered');
    screen.press('s');
    await screen.see('no label');
    await screen.type('mine');
    await screen.see('Orders.create.mine.json');
    screen.press('Enter');
    await screen.see('Saved as');
    const file = join(screen.folder, 'fixtures', 'upgates', 'Orders.create.mine.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('orders');
    screen.press('t');
    await screen.see('Send a sample');
    screen.press('create.mine');
    await screen.see(/▶ Orders\.create\.mine +a fixture of your own/);
    screen.press('Enter');
    await screen.see(/1 delivered/);
    screen.press('/');
    await screen.see('deliveries fit');
    await screen.type('origin:trigger');
    await screen.see('1 delivery fits.');
    screen.press('Enter');
    await screen.see('filter origin:trigger (Esc clears)');
    expect(screen.terminal.screen().filter((row) => row.includes('✓ delivered'))).toHaveLength(1);
    screen.press('Escape');
    await screen.miss('Esc clears');
    await leave(screen);
  });

  it('say that there is no handler, and let the simulated shop send a sample', async () => {
    const screen = await start({ args: ['-e', 'Orders.create', '--traffic', '1/min'] });
    await screen.see('✓ delivered');
    screen.press('r');
    await screen.see('There is no handler: give one with --forward 3000.');
    screen.press('t');
    await screen.see(/by the simulated shop/);
    screen.press('Enter');
    await screen.terminal.waitFor((rows) => rows.filter((row) => /^.{3}\d\d:\d\d:\d\d Orders/.test(row)).length > 1);
    await leave(screen);
  });
});
