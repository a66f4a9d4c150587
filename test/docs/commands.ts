/**
 * Writes docs/commands.md: every command with its options, where else each may be set, and examples; from the same data as
 * the help.
 */
import { COMMANDS } from '../../src/cli/commands.ts';
import type { CommandDefinition } from '../../src/cli/command.ts';
import { flagsOf, keyOf, variableOf, type OptionDefinition } from '../../src/settings/option.ts';
import { COMMON_OPTIONS } from '../../src/settings/options/session.ts';

/** The whole page in Markdown, not yet formatted. */
export function commandsPage(): string {
  return [INTRO, overview(), COMMON, optionTable(COMMON_OPTIONS), EXITS, ...COMMANDS.map(section)].join('\n\n');
}

const INTRO = `<!-- Generated from src/cli/commands.ts and src/settings/options by test/docs/commands.ts. Change those, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# Commands and options

\`upgates-dev COMMAND --help\` says the same in the terminal. \`upgates-dev\` alone is \`upgates-dev listen\`.

## All of them`;

function overview(): string {
  const rows = COMMANDS.map((command) => `| [\`${cell(usage(command))}\`](#${anchorOf(command)}) | ${command.words} |`);
  return ['| Command | Does |', '|---|---|', ...rows].join('\n');
}

const COMMON = `## For every command

Flags win over the environment, the environment over \`.env\` (beside the configuration, else in the working directory), that
over \`upgates-dev.config.json\` (found upward). The shop's credentials are never flags: \`UPGATES_API_URL\`, \`UPGATES_API_LOGIN\`
and \`UPGATES_API_KEY\`, all three or none. What stands beside "command line only" is never read from a file, so that a
checked-out repository cannot steal a key or run a command.`;

const EXITS = `## Exit codes

| Code | Means |
|---|---|
| 0 | fine |
| 1 | verdicts of \`trigger\` and \`replay\` other than delivered; failed \`test\`, \`doctor\`, \`fixtures validate\`; what \`webhooks clean\` could not remove; \`listen --fail-on\` when it happened |
| 2 | found wrong before the first network or disk action: flags, configuration, partial credentials, unknown event, an id not found |
| 3 | what shop, network, tunnel, port or disk answered |
| 70 | a bug of ours; the log has it whole |
| 129, 130, 143 | ended by SIGHUP, Ctrl-C, SIGTERM, after cleaning up |`;

function section(command: CommandDefinition): string {
  const { words, options, examples } = command;
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  const table = options.length === 0 ? [] : [optionTable(options)];
  return [`## ${command.path}`, sentence, `\`upgates-dev ${usage(command)}\``, ...table, exampleBlock(examples)].join(
    '\n\n',
  );
}

function usage({ path, operand, operands = [] }: CommandDefinition): string {
  return [path, ...(operand === undefined ? [] : [`<${operand}>`]), ...operands].join(' ');
}

/** As code hosts make them of a title. */
function anchorOf({ path }: CommandDefinition): string {
  return path.replaceAll(' ', '-');
}

function optionTable(options: readonly OptionDefinition[]): string {
  return ['| Option | Does | Also set by |', '|---|---|---|', ...options.map(row)].join('\n');
}

function row(option: OptionDefinition): string {
  const choices = option.choices === undefined ? '' : ` (${option.choices.join(', ')})`;
  const fallback = option.fallback === undefined ? '' : `; default: ${option.fallback}`;
  const many = option.many === undefined ? '' : '; repeatable';
  const words = `${option.words}${choices}${fallback}${many}`;
  return `| \`${cell(flagsOf(option))}\` | ${cell(words)} | ${elsewhere(option)} |`;
}

function elsewhere(option: OptionDefinition): string {
  if (option.from === 'command-line') return 'command line only';
  const variable = `\`${variableOf(option)}\``;
  return option.from === 'no-config' ? variable : `${variable}, \`${keyOf(option)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}

function exampleBlock(examples: readonly string[]): string {
  return ['```sh', ...examples.map((example) => example.replace(/ {2,}(?=\S)/, '   # ')), '```'].join('\n');
}
