/**
 * Writes docs/simulate.md: what it is by hand, the scenarios from their files, the steps from their rows.
 */
import { builtinNames, builtinText } from '../../src/simulate/builtin-scenarios.ts';
import { courseOf } from '../../src/simulate/scenario/course.ts';
import { AT } from '../../src/simulate/scenario/fields.ts';
import type { Field } from '../../src/simulate/scenario/field.ts';
import { readScenario } from '../../src/simulate/scenario/read-scenario.ts';
import { STEP_KINDS } from '../../src/simulate/scenario/step-kinds.ts';
import { formatCountdown } from '../../src/core/instant.ts';

/** The whole page in Markdown, not yet formatted. */
export function simulatePage(): string {
  return [INTRO, scenarios(), own(), steps(), OUTRO].join('\n\n');
}

const INTRO = `<!-- Written by test/docs/simulate.ts. Change it or the code, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# The simulated shop on its own

\`upgates-dev listen\` has a simulated shop inside. \`upgates-dev simulate\` runs one alone, for your own integration, other
processes and tests: it answers the Upgates API, keeps orders, products and customers, and calls the webhooks that are
registered there, by the rules of Upgates. No account, no network; it listens on 127.0.0.1 only.

\`\`\`sh
upgates-dev simulate --port 8190
\`\`\`

It prints the address, login and key to use, as \`UPGATES_API_URL\`, \`UPGATES_API_LOGIN\` and \`UPGATES_API_KEY\`. With these set,
\`upgates-dev listen --tunnel none -f 3000/webhooks\` in another terminal is a session as on a real shop, and your own code
speaks to the same API:

\`\`\`sh
curl -u "$UPGATES_API_LOGIN:$UPGATES_API_KEY" "$UPGATES_API_URL/orders"
curl -u "$UPGATES_API_LOGIN:$UPGATES_API_KEY" "$UPGATES_API_URL/webhooks" \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"mine","url":"http://127.0.0.1:3000/webhooks","event":"Orders.create"}'
\`\`\`

| Option | What it does |
|---|---|
| \`--plan bronze\` | API calls are as scarce as there: 10 an hour, then 100 a day; also silver, gold, platinum |
| \`--rules legacy\` | other delivery rules: \`current\`, \`legacy\`, \`split\` |
| \`--speed 300\` | the waits between attempts pass 300 times as fast; \`max\`: at once. A handler's second stays a second |
| \`--traffic 60/min\` | how many events come by themselves (12 a minute; none with a scenario) |
| \`--seed demo\` | the same seed gives the same things and the same traffic |
| \`--state shop.json\` | keeps the shop in a file, below |
| \`--scenario NAME\` | a course of events, below |
| \`--json\` | NDJSON: \`ready\`, then \`attempt\`, \`webhook\` and \`notice\` lines |

While it runs, [\`upgates-dev control\`](control.md) in another terminal lets events happen, takes rights away, moves the shop, and
moves its time.

## A shop that is kept

With \`--state shop.json\` the shop goes on where it was the next time: what it holds, its webhooks, what waits for a repeat and
when, its clock, faults and rights, the scenario, its login and key. The file is written whole, soon after each change and at
the end, readable by you alone. An attempt that was under way when the shop was closed is made again.

Login, key, seed, plan, rules and name come from the file; an option that says otherwise is a mistake (exit 2), as is a file
that holds no shop, which is never overwritten. \`--speed\`, \`--traffic\` and \`--port\` are yours each time. One process at a time has
the file: \`shop.json.lock\` beside it says which, and what a killed one left is taken over.`;

function scenarios(): string {
  const rows = builtinNames().map((name) => {
    const scenario = readScenario(builtinText(name) ?? '', name);
    const last = courseOf(scenario).at(-1)?.at ?? 0;
    return [`\`${name}\``, scenario.title, formatCountdown(last), scenario.description];
  });
  return `## Scenarios

\`--scenario NAME\` lets something happen that you would rather not wait for. It begins a second after the last webhook was
registered, when somebody listens. All times are on the shop's clock, so \`--speed\` and \`control advance\` carry it along.

${table(['Name', 'What happens', 'Lasts', 'What to look at'], rows)}`;
}

function own(): string {
  return `## One of your own

\`--scenario mine.json\` plays a file of yours. Your editor completes and checks it with the published schema:

\`\`\`json
{
  "$schema": "./node_modules/upgates-dev/docs/scenario.schema.json",
  "title": "A bad afternoon",
  "description": "Orders come while the handler is slow, then down.",
  "steps": [
    { "at": "0s", "do": "happen", "event": "Orders.create", "count": 60, "every": "1m" },
    { "at": "10m", "do": "fault", "spec": "name=slow,delay=1200,for=10m" },
    { "at": "20m", "do": "fault", "spec": "outage" },
    { "at": "40m", "do": "emit", "event": "Orders.delete", "lists": { "orders": [{ "order_number": "9000011" }] } },
    { "at": "1h", "do": "end" }
  ]
}
\`\`\`

\`seed\` and \`rules\` may stand beside \`title\`: of a shop that is opened for it, unless the command line says otherwise. A mistake is
told with its place, such as \`mine.json: steps[3].every: This must be a duration ...\`, and nothing happens.`;
}

function steps(): string {
  const rows = Object.entries(STEP_KINDS).map(([name, { words, fields }]) => [
    `\`${name}\``,
    words,
    fields.map(fieldCell).join('; ') || '-',
  ]);
  return `## Steps

Each step has \`at\` (${AT.words}) and \`do\`, one of:

${table(['`do`', 'What it does', 'Fields'], rows)}`;
}

function fieldCell({ name, words, example, isNeeded }: Field<unknown>): string {
  return `\`${name}\`${isNeeded ? '' : ' (may be left out)'}: ${words}, such as \`${JSON.stringify(example)}\``;
}

const OUTRO = `## What is not known of the real one

That all things of one request make one event, that rights which come back leave webhooks inactive, which status refuses what,
and the record shapes of eighteen events are inferred; the data and the code say so where it matters. Upgates' own pages win.`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
