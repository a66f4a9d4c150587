/**
 * The handlers of `examples/handlers/` and what is expected of each: read, looked for, started.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deadPort } from './handler.ts';

export interface ExpectedFailure {
  /** `all` that are made. */
  readonly checks: 'all' | readonly string[];
  /** Not these of them. */
  readonly but?: readonly string[];
  /** A part of the hint; null where it is the check's own and says nothing of the cause. */
  readonly hint: string | null;
}

export interface ExampleHandler {
  readonly file: string;
  readonly wrong: string;
  readonly fails: readonly ExpectedFailure[];
  /** What its framework is installed with, and what succeeds where it is there. */
  readonly needs?: { readonly install: string; readonly probe: readonly string[] };
  /** Called with these in the URL; the handler gets them as CREDENTIALS. */
  readonly credentials?: string;
  /** Started by the tool itself, which the checks `recovery` and `restart` need. */
  readonly start?: true;
  /** The others would take a minute and fail in the same way. */
  readonly only?: readonly string[];
}

export const EXAMPLES_FOLDER: string = fileURLToPath(new URL('../../examples/handlers', import.meta.url));

export const EXAMPLE_HANDLERS: readonly ExampleHandler[] = Object.entries(
  JSON.parse(readFileSync(join(EXAMPLES_FOLDER, 'expected.json'), 'utf8')) as Record<
    string,
    Omit<ExampleHandler, 'file'>
  >,
).map(([file, expected]) => ({ file, ...expected }));

/** Whether the runtime and the framework are on this machine. */
export function isHere({ needs }: ExampleHandler): boolean {
  if (needs === undefined) return true;
  const [program = '', ...args] = needs.probe;
  return spawnSync(program, args, { cwd: EXAMPLES_FOLDER, stdio: 'ignore' }).status === 0;
}

/** Program and arguments; only PHP wants the port there. */
export function commandOf({ file }: ExampleHandler, port: number): readonly [program: string, ...args: string[]] {
  const path = join(EXAMPLES_FOLDER, file);
  if (file.endsWith('.php')) return ['php', '-n', '-S', `127.0.0.1:${port}`, path];
  return [file.endsWith('.py') ? 'python3' : process.execPath, path];
}

export interface RunningExample {
  readonly port: number;
  readonly end: () => Promise<void>;
}

/** Starts it in a folder of its own; resolves when it answers. */
export async function startExample(example: ExampleHandler, cwd: string): Promise<RunningExample> {
  const port = await deadPort();
  const [program, ...args] = commandOf(example, port);
  const child = spawn(program, args, { cwd, env: environmentOf(example, port), stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  await untilItAnswers(child, port);
  return {
    port,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

export function environmentOf({ credentials }: ExampleHandler, port: number): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    ...(credentials === undefined ? {} : { CREDENTIALS: credentials }),
  };
}

const PATIENCE = 20_000;
const LOOK_AGAIN = 20;

/**
 * Frameworks say that they are ready in words of their own, or say nothing; and the first request of all may take them
 * long on a busy machine, which is nothing that the example is about.
 */
async function untilItAnswers(child: ChildProcess, port: number): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (!(await isAnswering(port))) {
    if (child.exitCode !== null) throw new Error(`the example ended with ${child.exitCode} before it answered`);
    if (performance.now() > until) throw new Error('the example did not answer in time');
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

/** A GET, which is none of their business. */
function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/webhooks', agent: false, timeout: PATIENCE });
    request.once('response', (response) => void response.resume().once('close', () => resolve(true)));
    request.once('timeout', () => request.destroy()).once('error', () => resolve(false));
  });
}
