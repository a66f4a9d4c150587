import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLog, type Log } from '../../src/settings/log.ts';
import { projectWith } from './sources.ts';

const AT = Date.UTC(2026, 10, 23, 10, 15, 42);
const logIn = (dataDir: string, secrets: readonly string[] = []): Log => createLog({ dataDir, now: () => AT, secrets });
const textOf = (log: Log): string => readFileSync(log.path() ?? '', 'utf8');

it('appends lines, with the stack of what went wrong and of its cause', () => {
  const log = logIn(join(projectWith(), '.upgates-dev'));
  log.write('info', 'first');
  log.write('error', 'second', new Error('outer', { cause: new Error('inner') }));
  const text = textOf(log);
  expect(text).toMatch(/^2026-11-23T10:15:42.000Z info first\n2026-11-23T10:15:42.000Z error second\n {4}Error: outer/);
  expect(text).toContain('    Error: inner');
  expect(text).toContain('log.test.ts');
});

it('makes nothing before the first line, and then for its owner only, out of sight of git', () => {
  const dir = join(projectWith(), '.upgates-dev');
  const log = logIn(dir);
  expect(log.path()).toBeNull();
  expect(existsSync(dir)).toBe(false);
  log.write('info', 'x');
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(statSync(join(dir, 'upgates-dev.log')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
});

it("does not hide a person's own directory from git", () => {
  const dir = projectWith({ 'notes.txt': 'mine' });
  logIn(dir).write('info', 'x');
  expect(readdirSync(dir).toSorted()).toEqual(['notes.txt', 'upgates-dev.log']);
});

it('masks secrets, however short', () => {
  const log = logIn(projectWith(), ['k3y', '']);
  log.write(
    'error',
    'key k3y, Authorization: Basic dXNlcjpwYXNz',
    new Error('http://me:pw@host/AbCdEf0123456789AbCdEf'),
  );
  expect(textOf(log)).not.toMatch(/k3y|dXNlcjpwYXNz|me:pw|AbCdEf0123456789AbCdEf/);
});

it('makes hostile text safe and keeps it below its line', () => {
  const log = logIn(projectWith());
  log.write('info', 'a\u001b[2Jb\n2026-01-01 error forged');
  expect(textOf(log)).toBe('2026-11-23T10:15:42.000Z info a\\x1b[2Jb\n    2026-01-01 error forged\n');
});

it('never throws, and says that it could not write', () => {
  const log = logIn(join(projectWith({ file: '' }), 'file'));
  log.write('error', 'x');
  expect(log.path()).toBeNull();
});

it('puts a large file aside', () => {
  const dir = projectWith();
  writeFileSync(join(dir, 'upgates-dev.log'), 'x'.repeat(5_000_001));
  const log = logIn(dir);
  log.write('info', 'fresh');
  expect(textOf(log)).toContain('fresh');
  expect(statSync(join(dir, 'upgates-dev.log.1')).size).toBe(5_000_001);
});
