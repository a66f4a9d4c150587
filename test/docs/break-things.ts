/**
 * Writes docs/break-things.md: an introduction by hand, keys and presets from the code, and what was seen when each fault
 * was at work in a real session (`test/stories/break-things.test.ts` runs them and hands the rows in).
 */
import { FAULT_KEYS, KEY_NAMES } from '../../src/faults/keys.ts';
import { PRESETS } from '../../src/faults/presets.ts';

/** One fault as it looked from both ends of a call. */
export interface FaultSeen {
  readonly spec: string;
  readonly curl: string;
  readonly fetch: string;
  /** What the handler did and what left us. */
  readonly record: string;
  readonly verdict: string;
  readonly why: string;
}

/** Six calls in a row. */
export interface RowSeen {
  readonly spec: string;
  /** What the caller got each time. */
  readonly answers: readonly string[];
  readonly handlerCalls: number;
}

export interface Seen {
  readonly faults: readonly FaultSeen[];
  readonly rows: readonly RowSeen[];
}

/** The whole page in Markdown, not yet formatted. */
export function breakThingsPage({ faults, rows }: Seen): string {
  return [INTRO, keys(), presets(), FILES, LIVE, seenOnce(faults), seenInARow(rows), OUTRO].join('\n\n');
}

const INTRO = `<!-- Written by test/docs/break-things.ts. Change it or the code, then: npm run build && UPDATE_DOCS=1 npm run test:run -- test/stories/break-things -->

# Break things on purpose

A handler that works on a good day is half a handler. Upgates repeats what was answered wrongly, forgets what was answered
late, and sends the same event twice whenever your answer was lost on the way. A *fault* makes one of these happen when you
want it to:

\`\`\`sh
upgates-dev -f 3000/webhooks --fault status=500,times=2
\`\`\`

Your handler is called and does its work, but the shop is told 500, twice; so the same event comes three times. Does your
code store it once? With \`--speed 300\` on the simulated shop five minutes pass in a second, so you need not wait to know.

A fault acts last, on what \`--answer\` chose: \`rescue\` does not undo it. The record always tells both, what your handler
really did and what left us, with the fault's name. The same keys work in \`upgates-dev trigger --fault\`, where the fault
stands between your handler and the shop that we play.`;

function keys(): string {
  const rows = KEY_NAMES.map((name) => {
    const { words, example } = FAULT_KEYS[name];
    return [`\`${name}\``, `\`${name}=${example}\``, words];
  });
  return `## The keys

\`--fault key=value,...\` may stand several times: the first fault that fits a call is at work. \`match\` stands last, since a
filter may hold commas.

${table(['Key', 'Such as', 'What it does'], rows)}

Without \`status\` or \`connection\` the handler's answer stays and is only late. What is drawn (\`probability\`, a range of
\`delay\`) comes from \`--seed\`, which is shown: the same seed and the same calls give the same run.`;
}

function presets(): string {
  const rows = [...PRESETS].map(([name, { spec, words }]) => [`\`--fault ${name}\``, `\`${spec}\``, words]);
  return `## Presets

${table(['Preset', 'The same as', 'What you see'], rows)}

Further keys override theirs: \`--fault outage,for=30s\`.`;
}

const FILES = `## Faults in a file

\`--faults FILE\` takes a list, or an object with \`faults\`; each is an object of the same keys or a text as above. Your editor
completes and checks it with the published schema:

\`\`\`json
{
  "$schema": "./node_modules/upgates-dev/docs/faults.schema.json",
  "faults": [
    { "name": "black friday", "preset": "slow", "event": "Orders.*", "probability": 0.5 },
    "status=503,match=body:9000021"
  ]
}
\`\`\`

Faults of the command line come before those of the file.`;

const LIVE = `## While a session runs

On the screen \`f\` opens the faults: what each has matched and spoiled, and \`e\` to edit one. From another terminal:

\`\`\`sh
upgates-dev control faults set status=500,times=1
upgates-dev control faults list
upgates-dev control faults clear
\`\`\`

A change holds from the next call on; the counts of \`times\`, \`skip\` and \`every\` begin when a fault is set.`;

function seenOnce(faults: readonly FaultSeen[]): string {
  const head = ['`listen --fault …`', 'curl sees', 'fetch of Node sees', 'Handler, answer', 'Verdict', 'Why'];
  const rows = faults.map(cellsOfFault);
  return `## What it looks like

Each row is a real session (\`upgates-dev listen --json --seed docs --fault …\`), a handler that answers \`200\` with a body, and
two callers that give up after two seconds: \`curl --max-time 2\` and \`fetch\` with \`AbortSignal.timeout(2000)\`. What Upgates
would conclude is judged under \`--rules current\`: it waits one second.

${table(head, rows)}`;
}

function seenInARow(rows: readonly RowSeen[]): string {
  const cells = rows.map(cellsOfRow);
  return `## Six calls in a row

What the caller of six calls got, one after the other, and how many of them the handler has seen. The last call is about
another event, \`Products.update\`.

${table(['`listen --fault …`', 'Answers', 'Handler called'], cells)}`;
}

/** As they stand in the page. */
export function cellsOfFault({ spec, curl, fetch, record, verdict, why }: FaultSeen): readonly string[] {
  return [spec === '' ? '(none)' : `\`${spec}\``, curl, fetch, record, verdict, why];
}

export function cellsOfRow({ spec, answers, handlerCalls }: RowSeen): readonly string[] {
  return [`\`${spec}\``, answers.join(' '), `${handlerCalls} of ${answers.length}`];
}

const OUTRO = `## Read on

[Which answers are right](answers.md) has every verdict; how a new fault is added stands in
[CONTRIBUTING.md](../CONTRIBUTING.md).`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
