/**
 * A developer whose terminal can do little, or who wants little of it: no colour, no letters but ASCII, no name, no
 * terminal at all. Every sign still says what it says elsewhere.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { openQuietScreen, type QuietRequest, type QuietScreen } from '../../support/quiet-screen.ts';
import { openShell, type Shell } from '../../support/shell.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface Opened {
  readonly screen: QuietScreen;
  readonly handler: TestHandler;
  /** Everything that was written to the terminal so far. */
  readonly written: () => string;
}

async function open(request: Partial<QuietRequest>): Promise<Opened> {
  const handler = await startHandler((_, number) => ({ kind: 'answer', status: number === 2 ? 500 : 204 }));
  cleanUp.push(() => handler.close());
  let written = '';
  const onBytes = (text: string): void => void (written += text);
  const screen = await openQuietScreen({ events: ['Orders.create'], handler, onBytes, ...request });
  cleanUp.push(() => screen.close());
  return { screen, handler, written: () => written };
}

/** Every kind of row and most of what can be opened, then away. */
async function seeEverything({ screen, handler }: Opened, signs: Readonly<Record<string, string>>): Promise<void> {
  const call = (number: string): Promise<number> => callWith(screen, number);
  await seeTwo(screen, signs);
  screen.press('a', 'Up', 'Enter');
  await screen.see(/ {3}mirror/);
  screen.press('f');
  await screen.see('duplicate');
  screen.press('n');
  await screen.see('Enter set');
  await screen.type('delay=1-2,times=1');
  screen.press('Enter');
  await screen.see(/[●o] delay=1-2,times=1/);
  screen.press('Escape');
  await call('3');
  await screen.see(new RegExp(`delivered.* ${signs['fault']}`));
  handler.behave({ kind: 'silent' });
  const silent = call('4').catch(() => 0);
  await screen.see(new RegExp(`\\b4 .*\\${signs['open']}`));
  await screen.see(`${signs['timedOut']} timed-out`);
  await silent;
  screen.press('m');
  await screen.see(new RegExp(`^ \\S\\${signs['marked']}`));
  for (const [key, seen] of [
    ['2', '[2 body]'],
    ['?', 'KEYS'],
  ] as const) {
    screen.press(key);
    await screen.see(seen);
  }
  screen.press('Escape');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
}

function callWith(screen: QuietScreen, number: string): Promise<number> {
  return screen.call('Orders.create', `{"project_name":"Žluťoučký kůň","orders":[{"order_number":"${number}"}]}`);
}

async function seeTwo(screen: QuietScreen, signs: Readonly<Record<string, string>>): Promise<void> {
  await callWith(screen, 'OBJ-č-1');
  await screen.see(`${signs['delivered']} delivered`);
  await callWith(screen, '漢字-2');
  await screen.see(`${signs['repeats']} repeats`);
}

async function seeTwoAndLeave({ screen }: Opened, signs: Readonly<Record<string, string>>): Promise<void> {
  await seeTwo(screen, signs);
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
}

const SIGNS = { delivered: '✓', repeats: '↻', timedOut: '⚠', open: '…', fault: '⚡', marked: '•' };
const PLAIN_SIGNS = { delivered: 'v', repeats: 'r', timedOut: '!', open: '.', fault: 'x', marked: '*' };

/** Numbers of all attributes that were set. */
function attributesIn(written: string): ReadonlySet<number> {
  // oxlint-disable-next-line no-control-regex
  const all = [...written.matchAll(/\u001b\[([\d;]*)m/g)].flatMap(([, numbers = '']) => numbers.split(';').map(Number));
  return new Set(all);
}

/** None, bold, dim, inverse, and their ends. */
const WEIGHT = [0, 1, 2, 7, 22, 27];

describe('colours', () => {
  it('are four of the sixteen that every terminal has, on its own ground', async () => {
    const opened = await open({});
    await seeEverything(opened, SIGNS);
    const used = attributesIn(opened.written());
    expect([...used].filter((one) => ![...WEIGHT, 31, 32, 33, 36, 39].includes(one))).toEqual([]);
    for (const colour of [31, 32, 33]) expect(used).toContain(colour);
  });

  it.each([
    ['NO_COLOR', { env: { NO_COLOR: '1' } }, seeEverything],
    ['--no-color', { args: ['--no-color'] }, seeTwoAndLeave],
  ])('there are none with %s, and the signs say the same', async (_, request, see) => {
    const opened = await open(request);
    await see(opened, SIGNS);
    expect([...attributesIn(opened.written())].filter((one) => ![0, 1, 7, 22, 27].includes(one))).toEqual([]);
  });
});

describe('a locale that is not UTF-8', () => {
  it.each([
    ['LC_ALL=C', { LC_ALL: 'C' }, seeEverything],
    ['LANG=cs_CZ.ISO-8859-2', { LC_ALL: undefined, LC_CTYPE: undefined, LANG: 'cs_CZ.ISO-8859-2' }, seeTwoAndLeave],
  ])('%s gets ASCII and nothing else', async (_, env, see) => {
    const opened = await open({ env });
    await see(opened, PLAIN_SIGNS);
    // oxlint-disable-next-line no-control-regex
    expect(opened.written().match(/[^\u0000-\u007e]/g)).toBe(null);
    expect(opened.screen.terminal.history().join('\n')).toMatch(/v \d delivered/);
  });
});

describe('lines instead of the screen', () => {
  async function openShellAndListen(line: string): Promise<Shell> {
    const shell = await openShell();
    cleanUp.push(() => shell.close());
    shell.type(`${line}; echo "code $?"`);
    return shell;
  }

  it.each([
    ['where TERM is dumb', 'TERM=dumb $LISTEN'],
    ['where TERM is not set', 'env -u TERM $LISTEN'],
    ['where TERM is empty', 'TERM= $LISTEN'],
    ['where input is no terminal', '$LISTEN < /dev/null'],
  ])('%s, and Ctrl-C ends it as ever', async (_, line) => {
    const shell = await openShellAndListen(line);
    await shell.see(/ ready: 3 webhooks/);
    expect(shell.terminal.isAlternate()).toBe(false);
    expect(await shell.bench.shop.send('Orders.create', '{"orders":[{"order_number":"7"}]}')).toBe(204);
    await shell.see(/delivered {2}.*Orders\.create|Orders\.create.*delivered/);
    shell.press('Ctrl-C');
    await shell.see('3 webhooks removed');
    await shell.prompt();
    expect(shell.bench.shop.webhooks).toEqual([]);
  });

  it('where output is no terminal: the file has lines without colours', async () => {
    const shell = await openShellAndListen('$LISTEN --duration 1s > out.txt');
    await shell.see(/^code 0$/);
    const text = await readFile(join(shell.bench.folder, 'out.txt'), 'utf8');
    expect(text).toMatch(/ready: 3 webhooks/);
    expect(text).not.toContain('\u001b');
  });

  it.each([
    ['TERM=dumb $LISTEN --output tui', /needs a terminal that says what it is, and TERM is dumb/],
    ['$LISTEN --output tui < /dev/null', /needs a terminal for input and output/],
  ])('and %s says why it cannot be', async (line, words) => {
    const shell = await openShellAndListen(line);
    await shell.see(/^code 2$/);
    expect(shell.terminal.history().join('\n')).toMatch(words);
  });
});
