/** A developer leaves the screen open all day: while nothing happens nothing is written, so that nothing draws the eye. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { openQuietScreen, type QuietScreen } from '../../support/quiet-screen.ts';

/** So long nothing may come. Waiting is all that can be done for it; `test/show/tui/quiet.test.ts` has whole hours. */
const QUIET = 1000;

// oxlint-disable-next-line no-control-regex
const STYLES = /\u001b\[[\d;]*[mK]/g;
/** The clock in the header turns once a minute, and that is all: one row with the new minute in it. */
// oxlint-disable-next-line no-control-regex
const CLOCK = /\u001b\[\?2026h\u001b\[1;1H[^\n\u001b]*\d\d:\d\d\u001b\[\?2026l/;

let handler: TestHandler;
let screen: QuietScreen;
let written = '';

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 204 });
  screen = await openQuietScreen({ events: ['Orders.create'], handler, onBytes: (text) => (written += text) });
});

afterEach(async () => {
  await screen.close();
  await handler.close();
});

async function writtenFor(ms: number): Promise<string> {
  const before = written.length;
  await new Promise((resolve) => setTimeout(resolve, ms));
  return written.slice(before).replaceAll(STYLES, '').replace(CLOCK, '');
}

/** What a key or a call has set going comes to rest. */
async function settle(): Promise<void> {
  for (let round = 0; round < 40 && (await writtenFor(250)) !== ''; round += 1);
}

it('nothing is written: before the first call, beside a list, with a panel open, with a line of text open', async () => {
  const isQuietWith = async (keys: readonly string[], seen: string): Promise<void> => {
    screen.press(...keys);
    await screen.see(seen);
    await settle();
    expect(await writtenFor(QUIET)).toBe('');
  };
  await isQuietWith([], 'Waiting for the first call');
  await isQuietWith(['i'], 'way in');
  screen.press('Escape');
  await isQuietWith(['f', 'n'], 'Enter set');
  screen.press('Escape');
  await screen.see('n write one');
  screen.press('Escape');
  await screen.call('Orders.create', '{"orders":[]}');
  await isQuietWith([], '✓ delivered');
});
