/**
 * Writes docs/tunnels.md from what each way is known to be, so that the page, the verdicts and the messages cannot differ.
 */
import { formatDuration } from '../../src/core/instant.ts';
import type { AnswerBreak, SeenByShop } from '../../src/core/outcome.ts';
import { ALL_TUNNELS } from '../../src/tunnel/providers.ts';
import type { TunnelFacts, TunnelName } from '../../src/tunnel/tunnel.ts';

const OPTION: Readonly<Record<TunnelName, string>> = {
  localtunnel: '`--tunnel localtunnel`',
  cloudflared: '`--tunnel cloudflared`',
  ngrok: '`--tunnel ngrok`',
  'public-url': '`--public-url URL`',
  none: '`--tunnel none`',
};

/** The whole page in Markdown, not yet formatted. */
export function tunnelsPage(): string {
  return [INTRO, overview(), PROOF, ...ALL_TUNNELS.map(section), seen(), OWN_PROGRAMS].join('\n\n');
}

const INTRO = `<!-- Generated from src/tunnel by test/docs/tunnels.ts. Change the code, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# Tunnels: which one when

A real shop must reach your machine. On a real shop localtunnel is the default, on the simulated one none is needed. \`upgates-dev doctor
--tunnel …\` tries one out and measures it: what the way takes of the shop's second is not there for your handler.`;

function overview(): string {
  const rows = ALL_TUNNELS.map(
    ({ name, connections, about }) =>
      `| ${OPTION[name]} | ${about.when} | ${about.needs} | ${connections ?? 'no limit of its own'} |`,
  );
  return ['| Way | When | Needs | Calls at once |', '|---|---|---|---|', ...rows].join('\n');
}

const PROOF = `A tunnel counts as open when a call through the public address came back to us, and it is watched by such calls for as long as the
session lasts: every five seconds, and at once when the tunnel itself tells of trouble. A dead one is noticed within 15 seconds, said,
and opened again; webhooks follow a new address with one API call each, if the calls left cover that and the clean-up. A start that
fails ends with exit code 3 and registers nothing.`;

function section({ name, about, openDeadline, freshFor, healsWithin }: TunnelFacts): string {
  const times = [
    ...(about.failures.length > 1 ? [`opens within ${formatDuration(openDeadline)}`] : []),
    ...(freshFor > 0 ? [`a fresh name may be unknown for ${formatDuration(freshFor)}`] : []),
    ...(healsWithin > 0 ? [`a lost connection may come back for ${formatDuration(healsWithin)}`] : []),
  ];
  const rows = about.failures.map(({ sign, means, todo }) => `| ${sign} | ${means} | ${todo} |`);
  return [
    `## ${OPTION[name]}`,
    `**The address:** ${about.address}${times.length === 0 ? '' : ` (${times.join('; ')})`}`,
    ['| Sign | Means | What to do |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

const BREAKS: Readonly<Record<AnswerBreak, string>> = {
  reset: 'reset before a byte',
  empty: 'closed before a byte',
  truncate: 'cut in the body',
  garbage: 'no HTTP',
};

function seen(): string {
  const names = Object.keys(BREAKS) as readonly AnswerBreak[];
  const rows = ALL_TUNNELS.map(({ name, seenByShop, about }) => {
    const cells = names.map((how) =>
      `${wordsFor(seenByShop[how])} (${about.seenFrom[how]})`.replace('not sure (not known)', 'not sure'),
    );
    return `| ${OPTION[name]} | ${cells.join(' | ')} |`;
  });
  return `## What the shop sees of a broken answer

When your handler or a fault breaks the connection, what arrives at the shop depends on the tunnel. The verdict uses this table; where it
is not known, the verdict is not sure. Measured: against the reference server. Documented: read in the program's source or in its
manual.

${[`| Way | ${names.map((how) => BREAKS[how]).join(' | ')} |`, `|---|${names.map(() => '---|').join('')}`, ...rows].join('\n')}`;
}

function wordsFor(as: SeenByShop): string {
  if (as === 'same') return 'the same';
  if (as === 'hang') return 'silence until its limit';
  return as === 'unknown' ? 'not sure' : String(as.status);
}

const OWN_PROGRAMS = `## Programs of others

\`cloudflared\` and \`ngrok\` are yours: they are looked for on the PATH, in absolute folders only, never downloaded and never updated by
us. They get the environment without the shop's credentials, and \`cloudflared\` an empty configuration, since rules in
\`~/.cloudflared/config.yml\` would answer the shop with 404. \`NGROK_AUTHTOKEN\` is read from the environment and never stored or shown.
Quick tunnels of Cloudflare are for testing, without a guarantee, and under
[its terms](https://www.cloudflare.com/website-terms/). The agent of ngrok has a page of its own on 127.0.0.1:4040; what the shop sends is
not shown there.

They end with the session: SIGTERM, then SIGKILL after ${formatDuration(700)}, all that they have started included. A guard, a shell that
waits for us to go, ends them after a \`kill -9\` or a crash as well. On Windows there is no guard: after a kill from the task manager the
program stays until it is ended there.`;
