/**
 * A bug of ours, wherever it is: the terminal is given back first, then one sentence says that it was our fault; the
 * webhooks are gone, and the stack is in the log only. Bugs are let in through Node's own `--import`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { dataDirOf } from '../../support/killed-program.ts';
import { NOTHING, openShell, type Shell } from '../../support/shell.ts';

let shell: Shell;

afterEach(() => shell.close());

const BOOM = `throw new TypeError('boom at the moon')`;
const onSignal = (code: string): string => `process.on('SIGUSR2', () => { ${code} })`;

/** Code that Node runs before the program. */
async function openWith(code: string): Promise<void> {
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(code)}`;
  shell = await openShell({ env: { NODE_OPTIONS } });
}

async function isTold(): Promise<void> {
  const told = (await shell.leftAsBefore(70)).join('\n');
  expect(told).toContain('boom at the moon');
  expect(told).toContain('3 webhooks removed from the shop.');
  expect(told).not.toMatch(/^\s+at /m);
  const log = readFileSync(join(dataDirOf(shell.bench.folder), 'upgates-dev.log'), 'utf8');
  expect(log).toMatch(/TypeError: boom at the moon\n\s+at /);
}

const IN_KEYS = `const has = Object.hasOwn; Object.hasOwn = (o, k) => { if (k === 'Z') ${BOOM}; return has(o, k) }`;
const IN_ALL_DRAWING = `const pad = String.prototype.padStart; String.prototype.padStart = function (...args) { if (new Error().stack.includes('show/tui')) ${BOOM}; return pad.apply(this, args) }`;
const IN_DRAWING = onSignal(IN_ALL_DRAWING);
const IN_WRITING = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const change = (write) => { fs.writeSync = write; syncBuiltinESMExports(); };
  const { writeSync: write } = fs;
  ${onSignal(`change(() => { change(write); ${BOOM} })`)}`;

describe('a bug', () => {
  it('in a key handler', async () => {
    await openWith(IN_KEYS);
    await shell.listen();
    shell.press('Z');
    await isTold();
  });

  it('in the first drawing', async () => {
    await openWith(IN_ALL_DRAWING);
    shell.begin();
    const told = (await shell.leftAsBefore(70)).join('\n');
    expect(told).toContain('boom at the moon');
    expect(told).not.toMatch(/^\s+at /m);
  });

  it.each([
    ['drawing', IN_DRAWING],
    ['writing to the terminal', IN_WRITING],
  ])('in %s', async (_, code) => {
    await openWith(code);
    await shell.listen();
    shell.signal('SIGUSR2');
    await shell.bench.shop.send('Orders.create', '{"orders":[]}');
    await isTold();
  });

  it.each([
    ['in a timer', `setTimeout(() => { ${BOOM} }, 1)`],
    ['as a rejection that nobody handles', `Promise.reject(new TypeError('boom at the moon'))`],
    ['again and again', `setInterval(() => { ${BOOM} }, 5)`],
  ])('%s', async (_, code) => {
    await openWith(onSignal(code));
    await shell.listen();
    shell.press('i');
    await shell.see('way in');
    shell.signal('SIGUSR2');
    await isTold();
  });

  it('while the shell has the terminal', async () => {
    await openWith(onSignal(`setTimeout(() => { ${BOOM} }, 1)`));
    await shell.listen();
    shell.press('Ctrl-Z');
    await shell.see('code 148 of run');
    shell.type('bg');
    await shell.see('LISTEN &');
    shell.signal('SIGUSR2');
    await shell.see('3 webhooks removed');
    await shell.gone();
    expect(shell.terminal.modes().buffer).toBe('normal');
    expect(shell.leftBehind()).toEqual(NOTHING);
  });
});

it('what prints in the middle goes into the log and not over the screen', async () => {
  await openWith(onSignal(`console.log('stray'); console.error('stray'); process.emitWarning('stray')`));
  await shell.listen();
  shell.signal('SIGUSR2');
  await shell.bench.shop.send('Orders.create', '{"orders":[]}');
  await shell.see('VERDICT');
  expect(shell.terminal.screen().join('\n')).not.toContain('stray');
  shell.press('q');
  expect((await shell.leftAsBefore(0)).join('\n')).not.toContain('stray');
  expect(readFileSync(join(dataDirOf(shell.bench.folder), 'upgates-dev.log'), 'utf8')).toContain('stray');
});
