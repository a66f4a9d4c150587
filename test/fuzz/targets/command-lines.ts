/** Any command line of the commands that look and end: a known exit code, one sentence on stderr, JSON on stdout when asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { main } from '../../../src/cli/main.ts';
import { anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

/** None of these calls anybody or waits for anything. */
const COMMANDS = [
  ['history', 'list'],
  ['history', 'list', '--filter', 'verdict:repeats'],
  ['history', 'show', 'abc'],
  ['history', 'export', 'json', 'abc'],
  ['history', 'diff', 'a', 'b'],
  ['history', 'prune', '--dry-run'],
  ['fixtures', 'list'],
  ['fixtures', 'show', 'Orders.create'],
  ['fixtures', 'validate', 'Orders.create'],
  ['fixtures', 'save', 'abc', '--label', 'x'],
  ['replay', 'abc', '--dry-run'],
  ['replay', '--last', '3', '--dry-run', '--set', 'a=1'],
  ['webhooks', 'list'],
  ['control', 'state'],
  ['control', 'faults', 'list'],
  ['test', '--list'],
  ['nonsense'],
  ['--version'],
];
const FLAGS = [
  '--json',
  '--no-color',
  '-v',
  '--config',
  '--data-dir',
  '--filter',
  '--limit=3',
  '--',
  '-',
  '--set',
  '--help',
];

const words = fc.oneof(
  fc.constantFrom(...FLAGS),
  spoiled({ from: ['Orders.create', '--json', 'a=b'], longest: 300 }),
  anyText,
);

export const COMMAND_LINES = target({
  name: 'command-lines',
  words: 'any command line of a command that looks and ends: a known exit code and one sentence',
  ci: 80,
  weight: 0.6,
  open() {
    const cwd = mkdtempSync(join(tmpdir(), 'upgates-dev-fuzz-'));
    return {
      cases: fc.tuple(fc.constantFrom(...COMMANDS), fc.array(words, { maxLength: 3 }), fc.boolean()),
      async check([command, more, isFirst]) {
        // What a listening command would do is for the stories.
        const argv = isFirst ? [...command, ...more] : [command[0] ?? '', ...more, ...command.slice(1)];
        const ran = await run(
          argv.filter((word) => !/^(?:listen|simulate|trigger|doctor)$/.test(word)),
          cwd,
        );
        judgeRun(ran, argv.includes('--json'));
      },
      close: () => rmSync(cwd, { recursive: true, force: true }),
    };
  },
});

interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(argv: readonly string[], cwd: string): Promise<Ran> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end();
  const exit = await main(argv, {
    stdin,
    stdout,
    stderr,
    terminal: null,
    isTty: { stdin: false, stdout: false },
    env: { HOME: cwd, XDG_RUNTIME_DIR: cwd },
    cwd,
    now: () => Date.UTC(2026, 10, 23),
  });
  return { exit, stdout: textOf(stdout), stderr: textOf(stderr) };
}

function textOf(stream: PassThrough): string {
  const chunk: unknown = stream.read();
  return Buffer.isBuffer(chunk) ? chunk.toString('utf8') : '';
}

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

function judgeRun({ exit, stdout, stderr }: Ran, isJson: boolean): void {
  if (![0, 1, 2, 3].includes(exit)) throw new Error(`exit ${exit}: ${stderr}`);
  if (CONTROLS.test(stdout + stderr)) throw new Error(`a control gets through: ${JSON.stringify(stdout + stderr)}`);
  if (exit >= 2 && !/^error: \S/m.test(stderr)) throw new Error(`exit ${exit}, and it says ${JSON.stringify(stderr)}`);
  if (/\n\s+at .*:\d+/.test(stderr)) throw new Error(`a stack: ${stderr}`);
  if (isJson && exit >= 2 && stdout !== '')
    stdout
      .trim()
      .split('\n')
      .forEach((line) => void JSON.parse(line));
}
