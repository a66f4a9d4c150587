import { chmod, cp, mkdir, readFile, realpath, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineId, newMarkerId } from '../../src/register/machine.ts';
import { stateDirectory, troubleOf, withFakeShop } from './workbench.ts';

withFakeShop();

describe('the machine id', () => {
  it('is made once and kept, for the user alone', async () => {
    const stateDir = await stateDirectory();
    const id = await machineId(stateDir);
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(await machineId(stateDir)).toBe(id);
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(stateDir, 'machine-id'))).mode & 0o777).toBe(0o600);
  });

  it('is the same for sessions that start at the same moment', async () => {
    const stateDir = await stateDirectory();
    const ids = await Promise.all(Array.from({ length: 20 }, () => machineId(stateDir)));
    expect(new Set(ids).size).toBe(1);
  });

  it('is made anew where the file is damaged', async () => {
    const stateDir = await stateDirectory();
    await mkdir(stateDir, { recursive: true });
    await writeFile(join(stateDir, 'machine-id'), 'upgates');
    const id = await machineId(stateDir);
    expect(await readFile(join(stateDir, 'machine-id'), 'utf8')).toBe(`${id}\n${await realpath(stateDir)}\n`);
    expect(await machineId(stateDir)).toBe(id);
  });

  it('is another one in a copy, while the original is there', async () => {
    const stateDir = await stateDirectory();
    const id = await machineId(stateDir);
    const copy = `${stateDir}-copy`;
    await cp(stateDir, copy, { recursive: true });
    const ids = await Promise.all([machineId(copy), machineId(copy), machineId(copy)]);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}$/);
    expect(ids[0]).not.toBe(id);
    expect(await machineId(copy)).toBe(ids[0]);
    expect(await machineId(stateDir)).toBe(id);
  });

  it('moves with its directory, stays under another name of it, and is kept where no place was noted', async () => {
    const stateDir = await stateDirectory();
    const id = await machineId(stateDir);
    await symlink(stateDir, `${stateDir}-link`);
    expect(await machineId(`${stateDir}-link`)).toBe(id);
    await rename(stateDir, `${stateDir}-moved`);
    expect(await machineId(`${stateDir}-moved`)).toBe(id);
    await writeFile(join(`${stateDir}-moved`, 'machine-id'), `${id}\n`);
    expect(await machineId(`${stateDir}-moved`)).toBe(id);
  });

  it('says plainly when there is no place for it', async () => {
    const stateDir = await stateDirectory();
    await writeFile(stateDir, 'a file where the directory should be');
    await chmod(dirname(stateDir), 0o700);
    const { code, exit } = await troubleOf(machineId(stateDir));
    expect({ code, exit }).toEqual({ code: 'state-dir', exit: 3 });
  });

  it('differs from machine to machine', () => {
    expect(newMarkerId()).not.toBe(newMarkerId());
  });
});
