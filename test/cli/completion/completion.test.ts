/**
 * The scripts in the shells they are for: what is offered at a place of the command line. Shells that this machine lacks
 * are left out; bash is always there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { run } from '../fake-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'upgates-dev-completion-'));
const scriptOf = (shell: string): string => join(folder, `script.${shell}`);

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    writeFileSync(scriptOf(shell), (await run(['completion', shell])).stdout);
  }
  writeFileSync(join(folder, 'shop.json'), '{}');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The last word is the one being typed. */
type Offer = (words: readonly string[]) => Promise<readonly string[]>;

const inBash: Offer = async (words) => {
  const line = ['upgates-dev', ...words].map((word) => `'${word}'`).join(' ');
  const text = `source ${scriptOf('bash')}; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _upgates_dev; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(spawnSync('bash', ['--norc', '-c', text], { cwd: folder, encoding: 'utf8' }).stdout);
};

const inFish: Offer = async (words) => {
  const text = `source ${scriptOf('fish')}; complete -C 'upgates-dev ${words.join(' ')}'`;
  const { stdout } = spawnSync('fish', ['--no-config', '-c', text], { cwd: folder, encoding: 'utf8' });
  return linesOf(stdout).map((line) => line.split('\t')[0] ?? '');
};

/** zsh completes only while somebody types, so what it is asked to offer is written down in place of its own functions. */
const ZSH_OFFERS = `
compdef() { }
offer() { local one; for one in "$@"; do [[ $one == $words[CURRENT]* ]] && print -r -- $one; done }
compadd() { shift; offer "$@" }
_files() { print -rl -- $words[CURRENT]*(N) }
_describe() { offer "\${(@)\${(@P)@[-1]}%%:*}" }
`;

const inZsh: Offer = async (words) => {
  const line = ['upgates-dev', ...words].map((word) => `'${word}'`).join(' ');
  const text = `${ZSH_OFFERS}source ${scriptOf('zsh')}; words=(${line}); CURRENT=${words.length + 1}; _upgates_dev`;
  return linesOf(spawnSync('zsh', ['-f', '-c', text], { cwd: folder, encoding: 'utf8' }).stdout);
};

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

const isHere = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const SHELLS: readonly { readonly shell: string; readonly offer: Offer }[] = [
  { shell: 'bash', offer: inBash },
  { shell: 'zsh', offer: inZsh },
  { shell: 'fish', offer: inFish },
].filter(({ shell }) => isHere(shell));

describe.each(SHELLS)('in $shell', ({ offer }) => {
  it('offers all commands', async () => {
    const names = new Set(COMMANDS.map(({ path }) => path.split(' ')[0]));
    const offered = await offer(['']);
    for (const name of names) expect(offered).toContain(name);
  });

  it('offers the commands of a group and of a group in it', async () => {
    expect(await offer(['webhooks', 'd'])).toEqual(['delete']);
    expect(await offer(['control', 'faults', 's'])).toEqual(['set']);
  });

  it('offers the options of a command, after others with values', async () => {
    const offered = await offer(['history', 'list', '--filter', 'control', '--f']);
    expect(offered.toSorted()).toEqual(['--filter', '--follow']);
  });

  it('offers the values of an option, and events', async () => {
    expect(await offer(['listen', '--tunnel', 'lo'])).toEqual(['localtunnel']);
    expect(await offer(['-e', 'Pric'])).toContain('Pricelists.create');
    expect(await offer(['trigger', 'OrderStatuses.d'])).toEqual(['OrderStatuses.delete']);
  });

  it('offers files where a file is meant', async () => {
    expect(await offer(['simulate', '--state', 'sho'])).toContain('shop.json');
    expect(await offer(['replay', 'sho'])).toContain('shop.json');
  });
});

it('knows every option of every command', async () => {
  const script = (await run(['completion', 'bash'])).stdout;
  for (const { options } of COMMANDS) for (const { name } of options) expect(script).toContain(`--${name}`);
});

it.each([
  [['completion', 'tcsh'], 'There is no completion for "tcsh".'],
  [['completion'], 'Missing required argument'],
])('%j is exit 2', async (argv, sentence) => {
  const { exit, stderr } = await run(argv);
  expect(exit).toBe(2);
  expect(stderr).toContain(sentence);
});
