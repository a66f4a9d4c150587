/**
 * Writes docs/keys.md from the key table, so that the page, the footer and the sheet that `?` opens cannot disagree.
 */
import type { Binding, Mode } from '../../src/show/tui/keys/binding.ts';
import { KEY_GROUPS, type KeyGroup } from '../../src/show/tui/keys.ts';

const WHERE: Readonly<Record<Mode, string>> = {
  list: 'list',
  detail: 'detail',
  help: 'sheet of keys',
  leaving: 'the question at the end',
  faults: 'faults',
  spec: 'a fault being written',
  trigger: 'trigger',
  fixture: 'fixture',
  filter: 'filter',
  policy: 'answer policy',
  search: 'search',
  share: 'copy, export',
  webhooks: 'webhooks',
  'webhook-deletion': 'the question before deleting',
  'webhook-event': 'the event of a new webhook',
  health: 'health',
  gaps: 'catching up',
};

/** The whole page in Markdown, not yet formatted. */
export function keysPage(): string {
  return [INTRO, ...KEY_GROUPS.map(section), OUTRO].join('\n\n');
}

const INTRO = `<!-- Generated from src/show/tui/keys by test/docs/keys.ts. Change the table, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# The keys of the screen

\`?\` shows them on the screen, and says of each that can do nothing just now why that is so.`;

function section({ title, bindings }: KeyGroup): string {
  const rows = bindings.map((binding) => `| ${keyText(binding)} | ${binding.words} | ${whereText(binding.modes)} |`);
  return [`## ${title}`, '', '| Key | Does | Where |', '|---|---|---|', ...rows].join('\n');
}

function keyText({ shown }: Binding): string {
  return shown
    .split(' ')
    .map((key) => `\`${key}\``)
    .join(' ');
}

function whereText(modes: readonly Mode[]): string {
  return modes.length === Object.keys(WHERE).length ? 'everywhere' : modes.map((mode) => WHERE[mode]).join(', ');
}

const OUTRO = `## What the answers look like

What the session says to a key stands in one quiet line above the keys for some seconds, or until the next key: \`·\` done,
\`⚠\` refused, with what to do about it. \`… sending\` stands at the end of the last line while something is under way; the
screen never waits for it.

\`e\` hands the terminal to \`$EDITOR\` (or \`$VISUAL\`) and takes it back when the editor ends, however it ends. What you saved
is never lost: when it is no JSON or cannot be sent, the message names the file.

The filter speaks the language of \`history list --filter\`. It acts with every letter; while it cannot be read, the list stays
as it was. \`Enter\` keeps it, and the line above the list then names it; \`Esc\` in the list clears it.

\`[\` and \`]\` stop at what went wrong and at what would have without us; they look at a thousand deliveries and no further.
Marks stay in history: \`history list --filter marked:true\`.

\`w\` shows this session's webhooks at once; asking a real shop for all of them, and every act there, is one API call, and the
last call of an hour is kept for removing ours at the end. \`c\` is there when [calls may be missing](gaps.md): it asks nothing by
itself, \`l\` lists what has changed for the price that it names, and \`Enter\` plays what is marked with \`●\`. The first failure of a kind explains itself once in the line of
messages.

\`Ctrl-Z\` stops the program as any other: while it is stopped no call is answered, and the shop counts such calls as delivered.`;
