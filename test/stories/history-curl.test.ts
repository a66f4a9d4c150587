/**
 * Exported curl commands of hostile calls, pasted into real shells: they give the same request and nothing else.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeaderList } from '../../src/core/outcome.ts';
import { readFixture } from '../../src/fixture/builtin.ts';
import { openHistory } from '../../src/store/history.ts';
import { received } from '../store/samples.ts';
import { startHandler, type SeenCall, type TestHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

let handler: TestHandler;
let folder: { path: string; remove: () => Promise<void> };

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 200 });
  folder = await temporaryFolder();
});

afterEach(async () => {
  await handler.close();
  await folder.remove();
});

/** Would leave a file behind if any shell obeyed it. */
const TOUCH = 'touch pwned';
const HOSTILE = `'; ${TOUCH}; ' "$(${TOUCH})" \`${TOUCH}\` $((1)) \${HOME} !! !$ \\ \\\\ \\' %s %n \\0101 & | > pwned # ~ *`;

const BODIES: readonly (readonly [name: string, body: Buffer])[] = [
  ['quotes and commands', Buffer.from(HOSTILE)],
  ['line breaks and the end of a document', Buffer.from(`{\n"a":1}\r\nEOF\n${TOUCH}\nEOF\n\n`)],
  ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 7) % 256))],
  ['nothing', Buffer.alloc(0)],
  ['what looks like an option', Buffer.from('@/etc/hostname')],
  ['escape sequences and emoji', Buffer.from('\u001b[2J\u001b]0;x\u0007 🎉 \u202e \u0003\u0004')],
  ['a hundred kilobytes', Buffer.alloc(100_000, "x'\\\u00e9")],
  ['the fixture of escapes', Buffer.from(readFixture('Orders.create', 'escapes') ?? '')],
];

const HEADERS: HeaderList = [
  ['Content-Type', 'application/json'],
  ["X-'quoted'", HOSTILE],
  ['X-Latin', 'p\u00f8\u00ff\u0080'],
  ['X-Empty', ''],
  ['X-Twice', 'a'],
  ['X-Twice', 'b'],
];

function isThere(program: string): boolean {
  return spawnSync(program, ['-c', 'exit 0']).status === 0;
}

const SHELLS = ['sh', 'bash', 'dash', 'zsh', 'fish'].filter(isThere);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

function keep(body: Buffer): string {
  const history = openHistory({ dir: join(folder.path, '.upgates-dev'), now: Date.now, session: 's1' });
  const { delivery } = history.received(
    received({ body, headers: [['Host', 'shop.test'], ...HEADERS], url: handler.url }),
  );
  history.close();
  return delivery;
}

async function exported(id: string): Promise<string> {
  const dataDir = join(folder.path, '.upgates-dev');
  const program = startProgram({ args: ['history', 'export', 'curl', id, '--data-dir', dataDir], cwd: folder.path });
  expect(await program.exit).toBe(0);
  return program.stdout();
}

/** Through a file, since fish reads no commands from a socket, which is what a pipe of Node is. */
async function paste(shell: string, command: string): Promise<void> {
  const script = await temporaryFolder();
  const path = join(script.path, 'command');
  await writeFile(path, command);
  try {
    await promisify(execFile)(shell, [path], { cwd: folder.path, timeout: 15_000 });
  } finally {
    await script.remove();
  }
}

/** Names and values as they arrived, those of the connection left out. */
function ownHeaders({ rawHeaders }: SeenCall): HeaderList {
  const pairs = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
  );
  return pairs.filter(([name]) => !['host', 'content-length'].includes(name.toLowerCase()));
}

/** Without curl there is nothing to show it with. */
describe.runIf(hasCurl)('a curl command', () => {
  it.each(BODIES)('of %s is the same request in every shell here, and nothing else', async (_name, body) => {
    const command = await exported(keep(body));
    expect(command).toMatch(/^[\n\u0020-\u007e]*$/);
    for (const shell of SHELLS) await paste(shell, command);
    expect(handler.calls).toHaveLength(SHELLS.length);
    for (const call of handler.calls) {
      expect(call).toMatchObject({ method: 'POST', path: '/webhooks' });
      expect(call.body.equals(body)).toBe(true);
      expect(ownHeaders(call)).toEqual(HEADERS);
    }
    expect(readdirSync(folder.path)).toEqual(['.upgates-dev']);
    expect(existsSync(join(folder.path, 'pwned'))).toBe(false);
  });

  it('was tried in more than one shell', () => {
    expect(SHELLS.length).toBeGreaterThan(1);
  });
});
