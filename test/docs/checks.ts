/**
 * Writes docs/checks.md from the checks themselves, so that the page knows all of them and no others.
 */
import { planFor } from '../../src/check/plan.ts';
import type { Check } from '../../src/check/check.ts';
import { CHECKS } from '../../src/check/checks.ts';

/** The whole page in Markdown, not yet formatted. */
export function checksPage(): string {
  return [INTRO, ...CHECKS.map(section), HINTS, hintTable(), OUTRO].join('\n\n');
}

const INTRO = `<!-- Generated from src/check by test/docs/checks.ts. Change the code, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# What \`upgates-dev test\` checks

\`upgates-dev test 3000/webhooks\` plays a demanding shop against your handler and says whether it would survive production. Each
call is made as Upgates makes it: a connection of its own, no redirects followed, dropped at the limit of the rules (one second,
unless \`--rules\` says otherwise). What Upgates would conclude is decided by the same rules as everywhere ([which answers are
right](answers.md)).

A right answer is 200 or 204 in time, for every check but these: \`redirect\` takes any answer that is no redirect;
\`get-request\`, \`wrong-type\`, \`broken-json\`, \`no-credentials\` and \`wrong-credentials\` want to be refused with a 4xx in time, and the
next good call accepted.

| Sign | Status | Means |
|---|---|---|
| ✓ | passed | as it should be |
| ⚠ | warned | right, but not by much, or with a page that says otherwise |
| ✗ | failed | in production events would be lost, or come again and again |
| ○ | skipped | it cannot be made here; the reason stands beside it |

The checks are made in this order, gentle ones first. A check that kills the handler fails for it; those after it are skipped,
unless the handler is ours to start again (\`--start\`). A handler that says nothing to three calls in a row is spared the rest of
that check. The number of calls is that of a healthy handler. \`--only\` and \`--skip\` choose checks, \`--event\` the events they
send; [in CI](test-in-ci.md) \`--report\` writes files.`;

const PLAN = planFor({
  chosen: null,
  isFor: () => true,
  url: new URL('http://shop:secret@localhost:3000/'),
  isStarted: true,
});

function section(check: Check): string {
  const { name, words, meaning, todo } = check;
  const calls = check.calls(PLAN);
  return [
    `## ${name}\n`,
    `- **Does:** ${words} (${calls} ${calls === 1 ? 'call' : 'calls'})`,
    `- **Failed means:** ${meaning}`,
    `- **Usual cause, and what to do:** ${escaped(todo)}`,
  ].join('\n');
}

/** Not to be read as Markdown. */
function escaped(text: string): string {
  return text.replaceAll(/[*<]/g, '\\$&');
}

const HINTS = `## The hints

A hint names the likely cause. It is taken from the first of these that has something to say:

1. **The answer itself.** Headers and bodies of frameworks give much away; the table below says what is recognised. The
   signatures are recorded from programs that really ran.
2. **The status, where it tells the cause whatever was sent:** 201, 202, 3xx, 401, 405, 413, 415, 419, 429, and everything a
   handler answers that does not take ordinary calls either. [Which answers are right](answers.md) lists those hints.
3. **The check:** the usual cause above.`;

/** One row for each file of src/check/causes that recognises something; a test holds that none is missing. */
export const CAUSES: Readonly<Record<string, string>> = {
  'printed-error':
    'PHP printed an error into the page. With `display_errors` on even a fatal error leaves the status at 200, so Upgates counts the event as delivered: set `display_errors = 0`.',
  'waved-through':
    'A call that had to be refused got a 2xx: the body was skipped because its type was not JSON, or an error page went out with 200. Send the error with its status.',
  created: 'A 201 (NestJS by default): `@HttpCode(200)` on the route.',
  redirect:
    'A 3xx: a login page in front of the route, a framework that adds or removes the trailing slash, or http against https. Give the shop the final address.',
  forgery: 'A CSRF guard wants a token that a shop cannot have: exempt this one route.',
  'too-large': 'A body parser with a small limit (Express and NestJS 100 kB): 5000 records need up to 1 MB.',
  limited: 'A rate limiter: let the calls of the shop pass, bursts included.',
  gateway: 'A proxy in front of the handler answered in its place: is the application behind it up?',
  unrouted: 'No route for this path or method: how this framework matches paths.',
  validation: 'A schema rejected the body; its first complaint is quoted. Let unknown fields pass, and codes be null.',
  complaint: 'What a known validator complains of, quoted in the hint above.',
  'wrong-host': 'Django does not know the host it was called by: `ALLOWED_HOSTS`.',
  database:
    'A database rejected the event: a key that exists already, a missing or too long value, letters its table cannot hold. Its words are quoted.',
  thrown: 'An exception that nobody caught; what the page tells of it is quoted.',
  'parser-threw': 'The JSON parser threw and nobody caught it: answer 400.',
};

function hintTable(): string {
  const rows = Object.entries(CAUSES).map(([name, words]) => `| ${name} | ${words} |`);
  return ['| Recognised | Means, and what to do |', '|---|---|', ...rows].join('\n');
}

const OUTRO = `## Not checked

Whether the handler does the right thing with an event: only your own tests know that. Whether Upgates reaches it: see
[doctor](doctor.md). How the real shop calls it is known as far as [the discoveries](discoveries.md) say; that it sends an empty
list, or plain UTF-8, is not documented, but a handler that takes both need not care.`;
