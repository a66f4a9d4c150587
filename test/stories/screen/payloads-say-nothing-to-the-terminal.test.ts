/**
 * Somebody sends the worst there is, and the handler answers with the same: not one control character of it reaches the
 * terminal, wherever a developer looks, and the screen works on.
 */
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { dialOptions } from '../../../src/dial/dial.ts';
import { LEAVE } from '../../../src/show/tui/screen/painter.ts';
import { LONG_BODIES, SEQUENCES } from '../../show/tui/hostile-text.ts';
import { straysIn } from '../../show/tui/intact.ts';
import { order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

const ALL = SEQUENCES.join('');
const PAYLOADS: readonly string[] = [
  ALL,
  order(ALL, { note: ALL, [ALL]: 1 }),
  `{"orders":[{"order_number":"${ALL}"}]}`,
  order('9'.repeat(1_000_000)),
  LONG_BODIES['lists in lists'] ?? '',
  LONG_BODIES['a line of raw sequences'] ?? '',
];

/** Every byte that HTTP lets through in a value, C1 among them. */
const ODD_HEADER = `\u009b2J\u009d0;owned\u009c${'\u0085'.repeat(3)}`;

it('writes nothing to the terminal but text and sequences of our own', async () => {
  const written: string[] = [];
  const headers = { 'Content-Type': 'application/json', 'X-Odd': ODD_HEADER };
  const handler = await start({ kind: 'answer', status: 500, headers, body: ALL });
  const screen = await quietScreen({ handler, onBytes: (text) => written.push(text) });
  const url = screen.addressOf('Orders.create');
  for (const body of PAYLOADS) expect(await send(url, body)).toBe(500);
  await screen.see(/ {3}\d\d:\d\d:\d\d Orders\.create +999/);
  for (let row = 0; row < PAYLOADS.length; row += 1) {
    for (const tab of ['2', '3', '4', '5', '6', '1']) {
      screen.press(tab);
      await screen.see(new RegExp(`\\[${tab} [a-z]+\\]`));
    }
    screen.press('j');
  }
  screen.press('/', ALL.replaceAll(OF_THE_KEYBOARD, ''), 'Escape', '?');
  await screen.see('KEYS: ');
  await screen.leave();
  const bytes = written.join('');
  const leftAt = bytes.indexOf(LEAVE);
  expect(leftAt).toBeGreaterThan(0);
  expect(straysIn(bytes.slice(0, leftAt))).toBeNull();
  expect(straysIn(bytes.slice(leftAt + LEAVE.length).replaceAll('\r\n', ''))).toBeNull();
});

/** Ctrl-C and Ctrl-Z have a meaning, and Escape closes the line that is typed in. */
// oxlint-disable-next-line no-control-regex
const OF_THE_KEYBOARD = /[\u0003\u001a\u001b]/g;

function send(url: URL, body: string): Promise<number> {
  const headers = {
    'Content-Type': 'application/json',
    'X-Odd': ODD_HEADER,
    'Content-Length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ ...dialOptions(url), method: 'POST', headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}
