/**
 * The picture in the README is a picture of the real program. `UPDATE_DOCS=1` takes it anew; without that the test only
 * checks that the program still shows what the picture promises.
 */
import { writeFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { svgOf } from '../support/picture.ts';
import { BIN, temporaryFolder } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';

const PICTURE = new URL('../../docs/screen.svg', import.meta.url);

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it('shows every verdict on one screen', async () => {
  const handler = await startHandler((_, number) => {
    if (number % 5 === 2) return { kind: 'answer', status: 201 };
    if (number % 5 === 4) return { kind: 'late', status: 200, ms: 1180 };
    return { kind: 'answer', status: number % 2 === 0 ? 200 : 204 };
  });
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove, () => handler.close());
  const terminal = openTerminal({
    command: process.execPath,
    args: [BIN, '-f', `localhost:${handler.port}/webhooks`, '--traffic', '100/min', '--seed', 'picture'],
    cols: 100,
    rows: 30,
    cwd: folder.path,
    env: { HOME: folder.path, UPGATES_API_URL: undefined, UPGATES_API_LOGIN: undefined, UPGATES_API_KEY: undefined },
  });
  cleanUp.push(() => terminal.close());
  const shows = (rows: readonly string[], text: RegExp): boolean => rows.some((row) => text.test(row));
  const all = [/✓ delivered/, /↻ repeats in \d:\d\d/, /alone ⚠/, /201 +\d+ ms/];
  await terminal.waitFor(
    (rows) => all.every((text) => shows(rows, text)) && rows.filter((row) => / ms ▏/.test(row)).length > 8,
    20_000,
  );
  // The newest call with a wrong answer is chosen, as in `201`: that is what people come for.
  for (let moves = 0; moves < 12 && !shows(terminal.screen(), /^ *▶.* 201 /); moves += 1) {
    const before = terminal.screen().join('\n');
    terminal.press('Down');
    await terminal.waitFor((rows) => rows.join('\n') !== before);
  }
  await terminal.waitFor((rows) => shows(rows, /NestJS/));
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(PICTURE, svgOf(terminal.picture()));
  terminal.press('Ctrl-C');
  expect(await terminal.exit).toBe(130);
}, 40_000);
