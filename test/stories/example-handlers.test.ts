/**
 * Each handler of `examples/handlers/` fails exactly the checks that `expected.json` says, with the right hint; the
 * correct one passes all. Those whose runtime is not on this machine are left out.
 */
import { describe, expect, it, type TestContext } from 'vitest';
import { CHECKS } from '../../src/check/checks.ts';
import {
  commandOf,
  EXAMPLE_HANDLERS,
  environmentOf,
  isHere,
  startExample,
  type ExampleHandler,
  type ExpectedFailure,
} from '../support/example-handlers.ts';
import { deadPort } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine } from '../support/program.ts';

const PRESENT = EXAMPLE_HANDLERS.filter(isHere);

describe.concurrent('an example', () => {
  it.for(PRESENT)('$file: $wrong', async (example, { onTestFinished }) => {
    const folder = await temporaryFolder();
    onTestFinished(folder.remove);
    const { lines, exit, stderr } = await tested(example, folder.path, onTestFinished);
    const checks = lines.filter(({ kind }) => kind === 'check');
    expect(new Set(checks.map(nameOf)), stderr).toEqual(new Set(namesFor(example)));

    const made = checks.filter(({ status }) => status !== 'skipped');
    const failed = made.filter(({ status }) => status !== 'passed');
    const expected = expectedOf(example, made.map(nameOf));
    expect(new Set(failed.map(nameOf)), JSON.stringify(failed, null, 1)).toEqual(new Set(expected.keys()));
    for (const check of failed) {
      expect(check).toMatchObject({
        status: 'failed',
        hint: expect.stringContaining(expected.get(nameOf(check)) ?? ''),
      });
    }
    expect(exit).toBe(failed.length === 0 ? 0 : 1);
  });
});

it('the correct one lets no check be skipped', async () => {
  const correct = EXAMPLE_HANDLERS.find(({ file }) => file === 'correct.mjs');
  expect(correct).toMatchObject({ start: true, credentials: expect.any(String) as string, fails: [] });
});

it('all that need nothing but Node are there, and each check has an example that fails it', () => {
  expect(PRESENT.length).toBeGreaterThanOrEqual(EXAMPLE_HANDLERS.filter(({ needs }) => needs === undefined).length);
  const shown = new Set(EXAMPLE_HANDLERS.filter(({ needs }) => needs === undefined).flatMap(namesFailed));
  expect(CHECKS.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});

interface Tested {
  readonly lines: readonly JsonLine[];
  readonly exit: number | string;
  readonly stderr: string;
}

/** Tests run side by side: each must be given its own way to clean up. */
type CleanUp = TestContext['onTestFinished'];

/** The whole command, as in CI. */
async function tested(example: ExampleHandler, cwd: string, cleanUp: CleanUp): Promise<Tested> {
  const { port, args, env } =
    example.start === true ? await toBeStarted(example) : await started(example, cwd, cleanUp);
  const user = example.credentials === undefined ? '' : `${example.credentials}@`;
  const only = example.only === undefined ? [] : ['--only', example.only.join(',')];
  const url = `http://${user}127.0.0.1:${port}/webhooks`;
  const program = startProgram({ args: ['test', url, '--json', '--seed', 'x', ...only, ...args], env, cwd });
  const exit = await program.exit;
  return { lines: program.lines(), exit, stderr: program.stderr() };
}

interface Way {
  readonly port: number;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function toBeStarted(example: ExampleHandler): Promise<Way> {
  const port = await deadPort();
  const command = commandOf(example, port).map((part) => `'${part}'`);
  return { port, args: ['--start', command.join(' ')], env: environmentOf(example, port) };
}

async function started(example: ExampleHandler, cwd: string, cleanUp: CleanUp): Promise<Way> {
  const { port, end } = await startExample(example, cwd);
  cleanUp(end);
  return { port, args: [], env: {} };
}

function nameOf({ name }: JsonLine): string {
  return String(name);
}

function namesFor({ only }: ExampleHandler): readonly string[] {
  return only ?? CHECKS.map(({ name }) => name);
}

/** The part of the hint for each check that must fail. */
function expectedOf({ fails }: ExampleHandler, made: readonly string[]): ReadonlyMap<string, string> {
  return new Map(fails.flatMap((failure) => namesIn(failure, made).map((name) => [name, failure.hint ?? ''] as const)));
}

function namesIn({ checks, but = [] }: ExpectedFailure, made: readonly string[]): readonly string[] {
  return (checks === 'all' ? made : checks).filter((name) => !but.includes(name));
}

function namesFailed({ fails }: ExampleHandler): readonly string[] {
  return fails.flatMap(({ checks }) => (checks === 'all' ? [] : checks));
}
