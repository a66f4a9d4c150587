import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runEditor } from '../../src/replay/editor.ts';

let folder = '';
let file = '';
const stop = { controller: new AbortController() };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upgates-dev-editor-'));
  file = join(folder, 'a body.json');
  writeFileSync(file, '{}');
  stop.controller = new AbortController();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (editor: string): Promise<string | null> => runEditor({ editor, file, signal: stop.controller.signal });

/** Resolves with a number that the editor has written beside the file. */
const written = (name: string): Promise<number> =>
  vi.waitFor(() => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).toMatch(/^\d+\n$/);
    return Number(text);
  });

/** One that has ended and waits for somebody to notice does not run. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

describe('an editor', () => {
  it('gets the file as one argument behind its own', async () => {
    expect(await run(`test "$#" = 1 && test -f`)).toBe(null);
    expect(await run('cmp -s /dev/null')).toBe('its exit code was 1');
    expect(await run('kill -9 $$;')).toBe('it was ended by SIGKILL');
  });

  it.runIf(process.platform === 'linux')('ends with us, also when it will not, with all it has started', async () => {
    const running = run(
      `cd '${folder}'; trap '' TERM; sh -c 'echo $$ > inner; trap "" TERM; while :; do sleep 1; done'; echo`,
    );
    const inner = await written('inner');
    expect(isRunning(inner)).toBe(true);
    stop.controller.abort();
    expect(await running).toBe('it was ended by SIGKILL');
    await vi.waitFor(() => expect(isRunning(inner)).toBe(false));
  });

  it.runIf(process.platform === 'linux')('with a window of its own keeps that', async () => {
    const running = run(`cd '${folder}'; setsid sh -c 'echo $$ > window; sleep 30' & sleep 30;`);
    const window = await written('window');
    stop.controller.abort();
    await running;
    expect(isRunning(window)).toBe(true);
    process.kill(-window, 'SIGKILL');
  });

  it('is not begun when the end has come', async () => {
    stop.controller.abort();
    expect(await run(`echo > '${folder}/begun';`)).toMatch(/no time/);
    expect(() => readFileSync(join(folder, 'begun'))).toThrow('ENOENT');
  });
});
