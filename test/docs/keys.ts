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
  'trigger-fields': 'a sample being edited',
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
  record: "the shop's record",
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

\`o\` shows the whole order, product or customer that a call speaks of: a webhook carries identifiers only. At a real shop it is one
API call, and the panel says how many are left before \`Enter\` spends it; what was asked for stays for the session and is looked
at again for nothing, until \`Tab\` in the panel asks anew. It is read like a body: folded, searched, with its letters as they were
sent. Nothing of it gets into history; \`upgates-dev control record\` gives it to scripts.

In \`t\`, \`Enter\` sends the sample as it is. \`Tab\` opens it first: its fields, how many records and calls, and any other value as
\`--set\` takes it. A field that is text stays text; the arrow behind a value shows what will be sent.

In \`f\`, the lines below the list say what the chosen fault has met: how many attempts matched, how many it spoiled, the last of them,
and whether it is used up or expired. \`e\` edits it in its place; a preset becomes one of your own.

\`w\` shows this session's webhooks at once; asking a real shop for all of them, and every act there, is one API call, and the
last call of an hour is kept for removing ours at the end. \`c\` is there when [calls may be missing](gaps.md): it asks nothing by
itself, \`l\` lists what has changed for the price that it names, and \`Enter\` plays what is marked with \`●\`. The first failure of a kind explains itself once in the line of
messages.

## Leaving, and coming back

Whichever way it ends, the webhooks are removed first, the terminal is as it was before with the shell's lines in it, and three
lines at most say what came. The exit code is 0 after \`q\`, 130 after Ctrl-C, 143 and 129 after SIGTERM and SIGHUP (a closed
window too), 70 after a bug of ours. An editor that is open then is ended as well; what was saved in it stays in its file.

\`Ctrl-Z\` stops the program as any other: while it is stopped no call is answered, and the shop counts such calls as delivered.
\`fg\` brings it back. After \`bg\` it answers again, without its screen, until \`fg\`. \`kill %1\` ends it from the shell.

After \`kill -9\` nobody can give the terminal back: type \`reset\`. The next start removes the webhooks.

## Which terminals

- From 60 x 16 up. In a smaller window the session goes on; the window says so, and only the ways out (\`q\`, \`Ctrl-C\`,
  \`Ctrl-Z\`) do something.
- Colour only repeats what a sign and a word say. It is the red, green, yellow and cyan of your terminal's own palette on your
  own ground, light or dark. With \`NO_COLOR\` or \`--no-color\` there is none; bold and inverse letters stay, for the
  caret and for what was found.
- Where the locale is not UTF-8, and on the console of Linux: \`v r ! . x *\` for \`✓ ↻ ⚠ … ⚡ •\`, and ASCII throughout.
  Letters lose their marks, and what has no likeness is \`?\`.
- Where \`TERM\` is \`dumb\` or not set, and where input or output is no terminal: lines, as with \`--output lines\`.
- While nothing happens nothing is written; the clock in the header turns once a minute.`;
