import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { projectWith } from '../settings/sources.ts';
import { run } from './fake-io.ts';

describe('control', () => {
  it.each([
    [['control'], /control alone does nothing.*\n.*control faults, control answer/],
    [['control', 'faults'], /control faults alone does nothing.*\n.*control faults set/],
    [['control', 'faults', 'lsit'], /no command "control faults lsit".*\n.*list/],
    [['control', 'steq'], /no command "control steq".*\n.*step/],
    [['control', 'faults', 'set'], /missing required argument 'spec'/i],
    [['control', 'speed', 'fast'], /The speed is "fast"/],
    [['control', 'answer', 'maybe'], /mirror, rescue or ack/],
    [['control', 'replay'], /Nothing says what/],
    [['control', 'trigger', 'Orders.create', '--set', 'x'], /must be path=value/],
    [['control', 'trigger', 'Orders.create', '--count', '0'], /--count is "0"/],
    [['control', 'state'], /No session is running/],
    [['control', 'trigger', 'Orders.create'], /No session is running/],
  ])('%j is found wrong before anything is done', async (args, sentence) => {
    const cwd = projectWith({ 'package.json': '{}' });
    const { exit, stderr, stdout } = await run(args, { cwd });
    expect(exit).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    for (const made of ['.upgates-dev', '.local']) expect(existsSync(join(cwd, made))).toBe(false);
  });

  it('says as a line of JSON too that no session runs', async () => {
    const ran = await run(['control', 'step', '--json']);
    expect(ran.exit).toBe(2);
    expect(ran.json()).toMatchObject([{ kind: 'error', code: 'no-session', exit: 2 }]);
  });

  it.each(COMMANDS.filter(({ path }) => path.startsWith('control ')).map(({ path }) => path))(
    '%s explains itself with examples',
    async (path) => {
      const { exit, stdout } = await run([...path.split(' '), '--help']);
      expect(exit).toBe(0);
      expect(stdout).toContain(`upgates-dev ${path}`);
      expect(stdout).toContain('--session <prefix>');
    },
  );
});
