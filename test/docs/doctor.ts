/**
 * Writes docs/doctor.md from the checks themselves, so that the page knows all of them and no others.
 */
import { EXAMINATIONS } from '../../src/session/examine/examine.ts';
import type { About } from '../../src/session/examine/finding.ts';

/** The whole page in Markdown, not yet formatted. */
export function doctorPage(): string {
  const checks = EXAMINATIONS.flatMap((examination) => examination.checks);
  return [INTRO, ...checks.map(section), OUTRO].join('\n\n');
}

const INTRO = `<!-- Generated from src/session/examine by test/docs/doctor.ts. Change the code, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# What doctor looks at

\`upgates-dev doctor\` takes the same options as \`listen\` and says whether a session with them would work here. It creates no webhook,
sends nothing to your handler and costs one API call at most, two when the shop has moved. All checks are made side by side, each with a deadline, and told in
this order:

| Sign | Status | Means |
|---|---|---|
| ✓ | passed | as it should be |
| ⚠ | warned | a session may work, but something is not as it should be |
| ✗ | failed | a session would not work, or not with these settings |
| ○ | skipped | there is nothing to look at |

It ends with 0 when no check failed, with 1 when one did, with 2 when the settings are a mistake. With \`--json\` each check is a line
\`check {name, status, sent, expected, got, meaning, hint}\`, and the last one is \`summary\`.`;

function section({ name, looksAt, meaning, todo }: About): string {
  return `## ${name}\n\n- **Looks at:** ${looksAt}\n- **Not passed:** ${meaning}\n- **What to do:** ${todo}`;
}

const OUTRO = `## Not looked at

Whether your handler does the right thing with an event, and whether Upgates itself reaches you: the round trips of the tunnel
check come from this machine. The first call of the shop shows that.`;
