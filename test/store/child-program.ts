/**
 * A TypeScript program of the tests as one that a bare Node can run, in a process of its own. It is built inside the
 * project, where the packages it needs are found.
 */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

export interface ChildProgram {
  start(args: readonly string[], options?: SpawnOptions): ChildProcess;
  remove(): void;
}

export async function buildChild(name: string): Promise<ChildProgram> {
  const dir = mkdtempSync(join(PACKAGES, '.upgates-dev-test-'));
  const outfile = join(dir, 'child.mjs');
  const remove = (): void => rmSync(dir, { recursive: true, force: true });
  await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  return {
    start: (args, options = {}) =>
      spawn(process.execPath, [outfile, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options }),
    remove,
  };
}
