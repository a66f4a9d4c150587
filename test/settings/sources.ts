/**
 * A project directory for one test, and the sources that settings are read from.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { Sources } from '../../src/settings/base.ts';

const made: string[] = [];

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** Files by their path in the project; text as it is, anything else as JSON. */
export function projectWith(files: Readonly<Record<string, unknown>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'upgates-dev-settings-'));
  made.push(dir);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return dir;
}

export interface Given {
  /** Long name to one text, several, or true for a switch. */
  readonly flags?: Readonly<Record<string, string | readonly string[] | true>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly isTty?: boolean;
}

export function sources({ flags = {}, env = {}, cwd = projectWith(), isTty = false }: Given = {}): Sources {
  const texts = (value: string | readonly string[] | true): readonly string[] => {
    if (value === true) return ['true'];
    return typeof value === 'string' ? [value] : value;
  };
  return {
    flags: new Map(Object.entries(flags).map(([name, value]) => [name, texts(value)])),
    env: isTty ? { TERM: 'xterm-256color', ...env } : env,
    cwd,
    isTty: { stdin: isTty, stdout: isTty },
  };
}

/** What `read` fails with; the test fails when it does not. */
export function failureOf(read: () => unknown): Failure {
  try {
    read();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('expected a failure, and there was none');
}

export const CREDENTIALS = {
  UPGATES_API_URL: 'https://demoshop.admin.s1.upgates.com/api/v2',
  UPGATES_API_LOGIN: '12345678',
  UPGATES_API_KEY: 'not-a-real-key',
} as const;
