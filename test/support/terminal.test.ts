import { afterEach, describe, expect, it } from 'vitest';
import { openTerminal, type OpenTerminal } from './terminal.ts';

const open: OpenTerminal[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((terminal) => terminal.close()));
});

function run(script: string, env: Record<string, string | undefined> = {}): OpenTerminal {
  const terminal = openTerminal({ command: process.execPath, args: ['-e', script], cols: 40, rows: 5, env });
  open.push(terminal);
  return terminal;
}

describe('openTerminal', () => {
  it('shows what stands on the screen, not what was written', async () => {
    const terminal = run(`process.stdout.write('wrong\\rright'); setInterval(() => {}, 1000)`);
    expect((await terminal.waitFor((rows) => rows[0] === 'right'))[0]).toBe('right');
  });

  it('gives keys and the new size to the program, and its code back', async () => {
    const terminal = run(`
      process.stdin.setRawMode(true);
      process.stdout.on('resize', () => console.log('size ' + process.stdout.columns));
      process.stdin.on('data', (data) => String(data) === '\\u001b[A' ? console.log('up') : process.exit(7));
      console.log('ready');`);
    await terminal.waitFor((rows) => rows.includes('ready'));
    terminal.press('Up');
    await terminal.waitFor((rows) => rows.includes('up'));
    terminal.resize(50, 6);
    await terminal.waitFor((rows) => rows.includes('size 50'));
    terminal.press('q');
    expect(await terminal.exit).toBe(7);
  });

  it('takes the signs of a build server out of the environment', async () => {
    const terminal = run(`console.log('CI is ' + process.env.CI + ', mine is ' + process.env.MINE)`, { MINE: 'kept' });
    await terminal.waitFor((rows) => rows.includes('CI is undefined, mine is kept'));
    expect(await terminal.exit).toBe(0);
  });

  it('says what is on the screen when it waited in vain', async () => {
    const terminal = run(`console.log('hello'); setInterval(() => {}, 1000)`);
    await terminal.waitFor((rows) => rows.includes('hello'));
    await expect(terminal.waitFor(() => false, 20)).rejects.toThrow(/not seen within 20 ms.*\nhello/s);
  });

  it('tells a signal as the shell does', async () => {
    const terminal = run(`console.log('ready'); setInterval(() => {}, 1000)`);
    await terminal.waitFor((rows) => rows.includes('ready'));
    terminal.kill('SIGTERM');
    expect(await terminal.exit).toBe(143);
  });
});
