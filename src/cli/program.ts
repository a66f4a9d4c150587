/**
 * The command line: commander reads it, nothing more. In: the arguments. Out: which command with which flags as text,
 * or that help was printed. What the texts mean is the settings' business.
 */
import { Command, CommanderError, Option } from 'commander';
import { mistake } from '../core/failure.ts';
import { inQuotes, printable } from '../core/printable.ts';
import type { Flags } from '../settings/base.ts';
import { didYouMean } from '../settings/nearest.ts';
import { flagsOf, type OptionDefinition } from '../settings/option.ts';
import { COMMON_OPTIONS } from '../settings/options/session.ts';
import type { CommandDefinition } from './command.ts';
import { COMMANDS, DEFAULT_COMMAND, GROUPS } from './commands.ts';
import type { Io } from './io.ts';
import { programVersion } from './version.ts';

export type CommandLine =
  | {
      readonly kind: 'command';
      readonly command: CommandDefinition;
      readonly flags: Flags;
      readonly operands: readonly string[];
    }
  /** Help or version: all is said. */
  | { readonly kind: 'printed' };

/** Throws `Failure` (exit 2) for an unknown command or option, with the nearest name. */
export function readCommandLine(argv: readonly string[], io: Io): CommandLine {
  let line: CommandLine = { kind: 'printed' };
  const program = buildProgram(io, (found) => {
    line = found;
  });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageMistake(error);
  }
  return line;
}

type Found = (line: CommandLine) => void;

function buildProgram(io: Io, found: Found): Command {
  const program = prepared(new Command('upgates-dev'), io)
    .description('Local development tunnel and webhook simulator for the Upgates e-shop platform.')
    .version(programVersion(), '-V, --version', 'print the version')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .addHelpText('after', examplesText(['upgates-dev', 'upgates-dev -f 3000/webhooks', 'upgates-dev history list']))
    .addHelpText(
      'after',
      `\nWithout a command: ${DEFAULT_COMMAND}. Its options: upgates-dev ${DEFAULT_COMMAND} --help`,
    );
  for (const option of COMMON_OPTIONS) program.addOption(optionOf(option));
  const groups = new Map<string, Command>();
  for (const command of COMMANDS) addCommand(parentOf(command, { program, groups, io }), command, { io, found });
  return program;
}

function prepared(command: Command, io: Io): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
    // The one sentence is printed where all failures are.
    outputError: () => undefined,
  });
}

interface Parents {
  readonly program: Command;
  readonly groups: Map<string, Command>;
  readonly io: Io;
}

/** The program itself, or the command's group (`control`, `control faults`), made when its first command comes. */
function parentOf({ path }: Pick<CommandDefinition, 'path'>, parents: Parents): Command {
  const { program, groups, io } = parents;
  const name = path.slice(0, Math.max(0, path.lastIndexOf(' ')));
  const words = GROUPS.get(name);
  if (words === undefined) return program;
  const group = groups.get(name) ?? addGroup(parentOf({ path: name }, parents), { path: name, words, io });
  groups.set(name, group);
  return group;
}

interface Group {
  readonly path: string;
  readonly words: string;
  readonly io: Io;
}

/** A group does nothing by itself; what stands behind it and is no command of it lands here. */
function addGroup(parent: Command, { path, words, io }: Group): Command {
  const group = prepared(parent.command(lastWord(path)), io).description(words);
  group.configureHelp({ showGlobalOptions: true });
  return group.argument('[command]').action((given?: string) => {
    const names = [...new Set(COMMANDS.flatMap((command) => nextWord(command.path, path)))];
    const all = names.map((one) => `${path} ${one}`).join(', ');
    if (given === undefined) throw mistake('usage', `${path} alone does nothing.`, `There are: ${all}.`);
    const near = didYouMean(given, names) ?? `There are: ${all}.`;
    throw mistake('unknown-command', `There is no command "${path} ${printable(given)}".`, near);
  });
}

/** `faults` for `control faults list` behind `control`; none for a command of another group. */
function nextWord(path: string, group: string): readonly string[] {
  return path.startsWith(`${group} `)
    ? path
        .slice(group.length + 1)
        .split(' ')
        .slice(0, 1)
    : [];
}

function lastWord(path: string): string {
  return path.split(' ').at(-1) ?? '';
}

interface Adding {
  readonly io: Io;
  readonly found: Found;
}

function addCommand(parent: Command, definition: CommandDefinition, { io, found }: Adding): void {
  const name = lastWord(definition.path);
  const isDefault = definition.path === DEFAULT_COMMAND;
  const command = prepared(parent.command(name, { isDefault }), io)
    .description(definition.words)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', examplesText(definition.examples));
  for (const option of definition.options) command.addOption(optionOf(option));
  if (definition.operand !== undefined) command.argument(`<${definition.operand}>`);
  for (const operand of definition.operands ?? []) command.argument(operand);
  command.allowExcessArguments(isDefault);
  command.action(() => {
    if (isDefault) refuseUnknown(command.args);
    const options = [...COMMON_OPTIONS, ...definition.options];
    found({ kind: 'command', command: definition, flags: readFlags(command, options), operands: command.args });
  });
}

/** Commander hands a word it does not know to the default command. */
function refuseUnknown([word]: readonly string[]): void {
  if (word === undefined) return;
  const names = new Set(COMMANDS.map(({ path }) => path.split(' ')[0] ?? ''));
  const hint = didYouMean(word, names) ?? `There are: ${[...names].join(', ')}.`;
  throw mistake('unknown-command', `There is no command ${inQuotes(word)}.`, hint);
}

function optionOf(definition: OptionDefinition): Option {
  const fallback = definition.fallback === undefined ? '' : ` (default: ${definition.fallback})`;
  const choices = definition.choices === undefined ? '' : ` (${definition.choices.join(', ')})`;
  const option = new Option(flagsOf(definition), definition.words + choices + fallback);
  if (definition.value === null) return option;
  return option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);
}

/** Only what stood on the command line; `--no-color` counts as given when commander's `color` is. */
function readFlags(command: Command, definitions: readonly OptionDefinition[]): Flags {
  const values: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const given = definitions.flatMap((definition): [string, readonly string[]][] => {
    const key = optionOf(definition).attributeName();
    if (command.getOptionValueSourceWithGlobals(key) !== 'cli') return [];
    const value = values[key];
    const texts = Array.isArray(value) ? value.map(String) : ['true'];
    return [[definition.name, splitFlag(definition, texts)]];
  });
  return new Map(given);
}

function splitFlag({ many }: OptionDefinition, texts: readonly string[]): readonly string[] {
  return many === 'commas' ? texts.flatMap((text) => text.split(',')).map((text) => text.trim()) : texts;
}

function examplesText(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`;
}

/** `error: unknown option '--prot'\n(Did you mean --port?)` is two sentences of ours. */
function usageMistake(error: CommanderError): Error {
  const [first = '', ...more] = error.message.replace(/^error: /, '').split('\n');
  const hint = more.join(' ').replace(/^\((.*)\)$/, '$1');
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}.`;
  return mistake(
    'usage',
    printable(sentence),
    hint === '' ? 'upgates-dev --help lists what there is.' : printable(hint),
  );
}
