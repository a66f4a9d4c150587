/**
 * Writes examples/handlers/README.md from expected.json, so that its table says what the stories hold.
 */
import { EXAMPLE_HANDLERS, type ExampleHandler, type ExpectedFailure } from '../support/example-handlers.ts';

/** The whole page in Markdown, not yet formatted. */
export function exampleHandlersPage(): string {
  const plain = EXAMPLE_HANDLERS.filter(({ needs }) => needs === undefined);
  const others = EXAMPLE_HANDLERS.filter(({ needs }) => needs !== undefined);
  return [INTRO, table(plain), FRAMEWORKS, table(others), installs(others), OUTRO].join('\n\n');
}

const INTRO = `<!-- Generated from expected.json by test/docs/example-handlers.ts. Change the data, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# Handlers, one right and the others wrong

Small handlers for \`upgates-dev test\`, each wrong in one way that happens. The comment at the top of each says what is wrong and what
Upgates would conclude. Take [correct.mjs](correct.mjs) to start from; the others show only their mistake, the rest is in
[frame.mjs](frame.mjs).

Each reads \`PORT\`, listens on 127.0.0.1, says one line when it is ready and ends on SIGTERM:

\`\`\`sh
PORT=3000 node small-body-limit.mjs
upgates-dev test 3000/webhooks
\`\`\`

\`recovery\` and \`restart\` need a handler that \`test\` may stop, so let it start that:

\`\`\`sh
PORT=3000 upgates-dev test 3000/webhooks --start 'node leaves-its-lock.mjs'
\`\`\`

\`no-credentials\` and \`wrong-credentials\` need credentials in the address:

\`\`\`sh
PORT=3000 upgates-dev test http://shop:secret@localhost:3000/webhooks --start 'node any-password.mjs'
\`\`\``;

const FRAMEWORKS = `## With a framework

As they come, with their defaults. The story that runs the examples leaves out those whose framework is not installed.`;

const OUTRO = `[expected.json](expected.json) is the same as data: for each handler the checks that fail and a part of the hint. \`all\` are all
checks that are made; without credentials in the URL and without \`--start\` four of them are skipped.
\`test/stories/example-handlers.test.ts\` holds that exactly these fail. What the checks do is told by \`upgates-dev test --list\`.`;

function table(handlers: readonly ExampleHandler[]): string {
  const rows = handlers.flatMap(rowsOf);
  return ['| Handler | What is wrong | Fails | With the hint |', '|---|---|---|---|', ...rows].join('\n');
}

function rowsOf({ file, wrong, fails, only }: ExampleHandler): readonly string[] {
  const name = `[${file}](${file})`;
  if (fails.length === 0) return [row([name, wrong, 'nothing', ''])];
  // A slow one fails all checks; only some are played in the story, since each takes seconds.
  const isAll = only !== undefined;
  return fails.map((failure, index) =>
    row([index === 0 ? name : '', index === 0 ? wrong : '', isAll ? 'all' : namesOf(failure, fails), hintOf(failure)]),
  );
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function namesOf({ checks, but = [] }: ExpectedFailure, fails: readonly ExpectedFailure[]): string {
  if (checks !== 'all') return checks.map(code).join(', ');
  const elsewhere = new Set(fails.flatMap((other) => (other.checks === 'all' ? [] : other.checks)));
  const passed = but.filter((name) => !elsewhere.has(name));
  const all = elsewhere.size === 0 ? 'all' : 'all others';
  return passed.length === 0 ? all : `${all} but ${passed.map(code).join(', ')}`;
}

function hintOf({ hint }: ExpectedFailure): string {
  return hint === null ? '(that of the check)' : `... ${hint} ...`;
}

function code(name: string): string {
  return `\`${name}\``;
}

function installs(handlers: readonly ExampleHandler[]): string {
  return handlers.map(({ file, needs }) => `- ${file}: \`${needs?.install ?? ''}\``).join('\n');
}
