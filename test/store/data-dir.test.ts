import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareDataDir } from '../../src/store/data-dir.ts';
import { temporaryFolder } from '../support/program.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const modeOf = (path: string): number => statSync(path).mode & 0o777;

it('is made, for its owner only, and hides itself from git', () => {
  const dir = join(folder.path, 'deep', '.upgates-dev');
  prepareDataDir(dir);
  prepareDataDir(dir);
  expect(modeOf(dir)).toBe(0o700);
  expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
});

it('is put right when it was open to others', () => {
  const dir = join(folder.path, '.upgates-dev');
  mkdirSync(dir);
  writeFileSync(join(dir, 'log'), '');
  chmodSync(dir, 0o755);
  prepareDataDir(dir);
  expect(modeOf(dir)).toBe(0o700);
  expect(readdirSync(dir).toSorted()).toEqual(['.gitignore', 'log']);
});

it("leaves somebody's folder as it is", () => {
  const dir = join(folder.path, 'project');
  mkdirSync(dir);
  writeFileSync(join(dir, 'package.json'), '{}');
  chmodSync(dir, 0o755);
  prepareDataDir(dir);
  expect(modeOf(dir)).toBe(0o755);
  expect(readdirSync(dir)).toEqual(['package.json']);
});

it('keeps a .gitignore that is there', () => {
  const dir = join(folder.path, '.upgates-dev');
  mkdirSync(dir);
  writeFileSync(join(dir, '.gitignore'), 'own');
  prepareDataDir(dir);
  expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('own');
});
