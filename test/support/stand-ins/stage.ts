/**
 * What all stand-ins for tunnel programs share: how a test tells them what to do, what they note of each run, and the ways
 * in which any program can misbehave. In: a file `behaviour.json` beside the program. Out: `runs.jsonl` beside it.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface StandInBehaviour {
  /** `ok`, one of the program's own troubles, or one of `MISDEEDS`. */
  readonly mode?: string;
  /** The form of its log. */
  readonly format?: 'text' | 'json';
  /** Ignores SIGTERM. */
  readonly isDeaf?: boolean;
  /** Has a child in a session of its own. */
  readonly hasChild?: boolean;
  /** Ends with this code after so many lines. */
  readonly endAfter?: { readonly lines: number; readonly code: number };
  /** Written in pieces of so many bytes. */
  readonly pieces?: number;
  readonly lineEnd?: string;
}

export interface StandInRun {
  readonly pid: number;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const HERE = dirname(process.argv[1] ?? '');

export function behaviour(): StandInBehaviour {
  try {
    return JSON.parse(readFileSync(join(HERE, 'behaviour.json'), 'utf8')) as StandInBehaviour;
  } catch {
    return {};
  }
}

export interface Stage {
  readonly behaviour: StandInBehaviour;
  say(line: string): void;
  end(code: number): void;
}

export type Output = NodeJS.WriteStream & { readonly fd: 1 | 2 };

/** Notes the run and makes it as deaf and fertile as it shall be. */
export function openStage(output: Output): Stage {
  const told = behaviour();
  const run: StandInRun = { pid: process.pid, args: process.argv.slice(2), env: process.env as Record<string, string> };
  appendFileSync(join(HERE, 'runs.jsonl'), `${JSON.stringify(run)}\n`);
  output.on('error', () => undefined);
  if (told.hasChild === true)
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'inherit' });
  let lines = 0;
  const end = (code: number): void => {
    output.write('', () => process.exit(code));
  };
  return {
    behaviour: told,
    end,
    say(line) {
      const { endAfter } = told;
      if (endAfter !== undefined && lines >= endAfter.lines) return;
      lines += 1;
      write(output, line + (told.lineEnd ?? '\n'), told.pieces);
      if (endAfter !== undefined && lines === endAfter.lines) end(endAfter.code);
    },
  };
}

function write(output: Output, text: string, pieces = text.length): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieces) output.write(bytes.subarray(at, at + pieces));
}

/** What any program can do instead of its work. */
export const MISDEEDS: Readonly<Record<string, (stage: Stage, output: Output) => void>> = {
  silent: () => undefined,
  'ends-at-once': (stage) => stage.end(7),
  'killed-at-once': () => process.kill(process.pid, 'SIGKILL'),
  garbage: (_, output) =>
    void output.write(Buffer.from(Array.from({ length: 70_000 }, (_value, at) => (at * 7919) % 256))),
  'long-line': (_, output) => void output.write('x'.repeat(5_000_000)),
  hostile: (stage) => {
    stage.say('\u001b[2J\u001b]0;owned\u0007\u202egnorw \u001b[31m{"message":"|  javascript:alert(1)  |"}');
    stage.say(
      '{"message":"|  https://user:secret@evil.example/path  |","msg":"started tunnel","url":"ftp://evil.example"}',
    );
    stage.say('{"message": {"deep": [1]}, "msg": 5, "url": ["https://evil.example"], "lvl": null}');
    stage.say('Authorization: Basic c2VjcmV0c2VjcmV0c2VjcmV0');
    stage.end(1);
  },
  flood: (stage) => {
    for (let line = 0; line < 20_000; line += 1) stage.say(`line ${line} of nothing in particular, again and again`);
  },
};

/** Until a signal ends it, as the real ones do. */
export function stay({ behaviour: { isDeaf = false } }: Stage, onEnd: () => void): void {
  setInterval(() => undefined, 1000);
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (!isDeaf) onEnd();
    });
  }
}
