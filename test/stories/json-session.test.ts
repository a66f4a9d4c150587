/** A script starts a session without a terminal and reads what happens, line by line. */
import { afterEach, describe, expect, it } from 'vitest';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';

const folders: { remove: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => folder.remove()));
});

async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Program> {
  const folder = await temporaryFolder();
  folders.push(folder);
  return startProgram({ args, cwd: folder.path, env: { HOME: folder.path, ...env } });
}

describe('listen --json', () => {
  it('gives ready, attempts and end as NDJSON, and nothing else on standard output', async () => {
    const program = await run([
      'listen',
      '--json',
      '--shop',
      'simulated',
      '--traffic',
      '300/min',
      '--max-deliveries',
      '5',
    ]);
    expect(await program.exit).toBe(0);
    const lines = program.lines();
    const kinds = lines.map((line) => line.kind);
    expect(kinds.filter((kind) => kind === 'attempt')).toHaveLength(5);
    expect(kinds.indexOf('ready')).toBeLessThan(kinds.indexOf('attempt'));
    expect(lines.every((line) => typeof line['at'] === 'string' && !Number.isNaN(Date.parse(line['at'])))).toBe(true);
    expect(lines.at(-1)).toMatchObject({
      kind: 'end',
      reason: 'max-deliveries',
      deliveries: 5,
      webhooksRemoved: 36,
      webhooksLeft: 0,
      exit: 0,
    });
    expect(program.stdout().trim().split('\n')).toHaveLength(lines.length);
  });

  it('has every field of the contract in an attempt line', async () => {
    const program = await run(['--json', '--shop', 'simulated', '--max-deliveries', '1', '--seed', 'story']);
    const attempt = await program.line((line) => line.kind === 'attempt');
    expect(Object.keys(attempt).toSorted()).toEqual(
      `kind at id delivery number origin replayOf webhook event key bytes sha256 url handler answer shopMs policy rules fault
       verdict sure withoutUs why hint nextAttemptAt linked change`
        .split(/\s+/)
        .toSorted(),
    );
    const ready = await program.line((line) => line.kind === 'ready');
    expect(ready).toMatchObject({ shop: 'simulated', policy: 'capture', rules: 'current', seed: 'story' });
    expect(await program.exit).toBe(0);
  });

  it('exits 1 when a verdict happened that must not', async () => {
    const args = '--json --shop simulated --traffic 300/min --max-deliveries 2 --forward 127.0.0.1:1 --fail-on repeats';
    const program = await run(args.split(' '));
    expect(await program.exit).toBe(1);
    expect(program.lines().at(-1)).toMatchObject({
      kind: 'end',
      exit: 1,
      verdicts: { delivered: 0, repeats: 2, timedOut: 0 },
    });
  });

  it.each([
    [['--event', 'Order.creat'], 'Orders.create'],
    [['--answer', 'never'], 'mirror'],
    [['--port', 'x'], 'port'],
    [['--no-such-option'], 'no-such-option'],
  ])('finds %j wrong before anything is done, and exits 2', async (args, named) => {
    const program = await run(['listen', '--json', ...args]);
    expect(await program.exit).toBe(2);
    expect(program.stderr()).toContain(named);
    expect(program.stderr()).not.toMatch(/^\s+at /m);
    expect(program.lines()).toMatchObject([
      { kind: 'error', exit: 2 },
      { kind: 'end', reason: 'error', exit: 2 },
    ]);
  });

  it('refuses credentials that are not complete', async () => {
    const program = await run(['--json'], { UPGATES_API_URL: 'https://demo.admin.s1.upgates.com' });
    expect(await program.exit).toBe(2);
    expect(program.stderr()).toContain('UPGATES_API_LOGIN');
  });
});
