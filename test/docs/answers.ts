/**
 * Writes docs/answers.md from the code: the profiles, what Upgates concludes, and the advice, so that the page cannot say
 * anything else than the tool does.
 */
import { adviseOn, adviseOnStatus, describeStatus } from '../../src/core/advice.ts';
import { explain } from '../../src/core/explain.ts';
import { formatDuration, type Millis } from '../../src/core/instant.ts';
import { outcomeWithoutUs, type HandlerError, type HandlerOutcome } from '../../src/core/outcome.ts';
import { RULES, RULES_NAMES, type Rules, type Verdict } from '../../src/core/rules.ts';
import { judge, type Judgement } from '../../src/core/verdict.ts';
import { attemptsBeforeGivingUp } from '../../src/core/webhook.ts';
import { DEEDS } from '../core/outcome-table.ts';

const SIGNS: Readonly<Record<Verdict, string>> = { delivered: '✓', repeats: '↻', 'timed-out': '⚠' };

/** The whole page in Markdown, not yet formatted. */
export function answersPage(): string {
  return [INTRO, profiles(), conclusions(), words(), statuses(), broken(), OUTRO].join('\n\n');
}

const INTRO = `<!-- Generated from src/core by test/docs/answers.ts. Change the code, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# Which answers are right

Upgates sends a \`POST\` with JSON and waits **one second**. Exactly two answers are right: \`200\` and \`204\`.

- A right answer in time: the event is delivered.
- Any other answer, a refused or a broken connection: the same event comes again, every five minutes, until it is right.
- **No answer in one second: the event counts as delivered and never comes again.** A slow handler loses events in silence.

So a good handler stores the event, answers \`204\`, and does the work afterwards; and since an event may come more than once,
doing the work twice must do no harm. \`upgates-dev\` tells three verdicts apart:

| Sign | Verdict | Means |
|---|---|---|
| ✓ | \`delivered\` | right answer in time |
| ↻ | \`repeats\` | wrong answer: it comes again |
| ⚠ | \`timed-out\` | no answer in time: counted as delivered, never repeated |`;

function profiles(): string {
  const rows = RULES_NAMES.map((name) => {
    const rules = RULES[name];
    const limit = rules.connectLimit === null ? '' : `${seconds(rules.connectLimit)} to connect, `;
    return [
      `\`${name}\``,
      `${limit}${seconds(rules.limit)} in all`,
      timeoutMeaning(rules),
      `again every ${formatDuration(rules.interval)}`,
      givingUp(rules),
      `${rules.source} (${rules.standing})`,
    ];
  });
  const head = ['Profile', 'Limit', 'Timeout means', 'Wrong answer', 'Gives up', 'Source'];
  return `## Three profiles

The official pages have changed over the years and one report disagrees with them, so the rules are data, chosen with
\`--rules\`. Without it, \`current\` holds.

${table(head, rows)}`;
}

function seconds(millis: Millis): string {
  return `${millis / 1000} s`;
}

function timeoutMeaning({ timeoutMeans: { connect, total }, connectLimit }: Rules): string {
  return connectLimit === null ? verdict(total) : `in all: ${verdict(total)}; to connect: ${verdict(connect)}`;
}

function givingUp(rules: Rules): string {
  return rules.givesUpAfter === null
    ? 'never'
    : `webhook deactivated ${formatDuration(rules.givesUpAfter)} after the first wrong answer (${attemptsBeforeGivingUp(rules)} attempts)`;
}

function verdict(of: Verdict): string {
  return `${SIGNS[of]} \`${of}\``;
}

function conclusions(): string {
  const rows = DEEDS.map(({ name, settled }) => [
    `The handler ${name}`,
    ...RULES_NAMES.map((rules) => {
      const { verdict: found, standing } = judgeAlone(settled, RULES[rules]);
      return verdict(found) + (standing === 'inferred' && RULES[rules].standing === 'documented' ? ' (inferred)' : '');
    }),
  ]);
  return `## What Upgates concludes

Called directly, without \`upgates-dev\` between. This is the \`withoutUs\` of every attempt. *Inferred* means that no official
page says so; all of \`split\` is.

${table(['', ...RULES_NAMES.map((name) => `\`${name}\``)], rows)}`;
}

function judgeAlone(handler: HandlerOutcome, rules: Rules): Judgement {
  return judge(outcomeWithoutUs(handler) ?? { kind: 'silent', phase: 'answer', ms: rules.limit }, rules);
}

function words(): string {
  const told = DEEDS.map(({ name, settled }) => {
    const handler: HandlerOutcome = 'error' in settled && settled.error === 'timeout' ? SILENT : settled;
    const judgement = judgeAlone(handler, RULES.current);
    const { why, hint } = explain({
      judgement,
      handler,
      answer: null,
      policy: null,
      fault: null,
      rules: RULES.current,
    });
    return `**The handler ${name}**: ${SIGNS[judgement.verdict]} ${why}${hint === null ? '' : ` _${hint}_`}`;
  });
  return `## In words

What \`why\` and, in italics, \`hint\` say under \`current\`:

${told.map((text) => `- ${text}`).join('\n')}`;
}

const SILENT: HandlerOutcome = { error: 'timeout', ms: 1000 };

/** Rows for the statuses that have advice of their own; then one row for the rest of each hundred. */
function statuses(): string {
  const own: string[][] = [];
  const rest: string[][] = [];
  for (let hundred = 100; hundred < 600; hundred += 100) {
    const all = Array.from({ length: 100 }, (_, offset) => hundred + offset);
    const common = adviseOnStatus(hundred + 99) ?? '';
    for (const status of all) {
      if (adviseOnStatus(status) !== common) own.push(statusRow(status));
    }
    const others = own.some(([status]) => status?.startsWith(String(hundred / 100))) ? 'any other' : 'any';
    rest.push([`${others} ${hundred / 100}xx`, verdict(verdictOf(hundred + 99)), common]);
  }
  return `## Statuses

In time, under every profile:

${table(['Status', 'Verdict', 'Hint'], [...own, ...rest])}`;
}

function statusRow(status: number): string[] {
  return [describeStatus(status), verdict(verdictOf(status)), adviseOnStatus(status) ?? ''];
}

function verdictOf(status: number): Verdict {
  return judge({ kind: 'answered', status, ms: 1 }, RULES.current).verdict;
}

const ERRORS: readonly HandlerError[] = ['refused', 'dns', 'tls', 'reset', 'malformed', 'timeout'];

function broken(): string {
  const rows = ERRORS.map((error) => {
    const handler: HandlerOutcome = { error, ms: error === 'timeout' ? RULES.current.limit : 1 };
    return [
      `\`${error}\``,
      verdict(judgeAlone(handler, RULES.current).verdict),
      adviseOn(handler, RULES.current) ?? '',
    ];
  });
  return `## No whole answer

${table(['What happened', 'Verdict', 'Hint'], rows)}`;
}

const OUTRO = `## Where this comes from

The page "Webhooks" of www.upgates.com is the authority; \`test/core/delivery-rules.test.ts\` quotes it sentence by sentence.
What it leaves open, and where the sources disagree, is in [discoveries.md](discoveries.md).`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
