/**
 * The completion of zsh: as bash's, with a word on everything it offers.
 */
import { flagsOf, stepsOf, valuedOptions, type Described, type Follows, type Place } from './grammar.ts';

export function zshScript(places: readonly Place[]): string {
  return `#compdef upgates-dev
# zsh completion of upgates-dev. In ~/.zshrc, after compinit: source <(upgates-dev completion zsh)
_upgates_dev() {
  local cur=$words[CURRENT] prev='' path='' word
  local -a commands options
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case $prev in
      (${valuedOptions(places).flatMap(flagsOf).join('|')}) prev=''; continue ;;
    esac
    prev=$word
    case "$path|$word" in
${pathCase(places)}
    esac
  done
  case $prev in
${valueCase(places)}
  esac
  case $path in
${places.map(placeCase).join('\n')}
  esac
  if [[ $cur == -* ]]; then _describe -o option options; return; fi
  (( $#commands )) && _describe command commands
}
compdef _upgates_dev upgates-dev
`;
}

function pathCase(places: readonly Place[]): string {
  return stepsOf(places)
    .map(({ from, word, to }) => `      (${quoted(`${from}|${word}`)}) path=${quoted(to)} ;;`)
    .join('\n');
}

function valueCase(places: readonly Place[]): string {
  return valuedOptions(places)
    .map((option) => `    (${flagsOf(option).join('|')}) ${offer(option.value)}; return ;;`)
    .join('\n');
}

function offer(follows: Follows): string {
  switch (follows.kind) {
    case 'words':
      return `compadd -- ${follows.words.map(quoted).join(' ')}`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'anything':
      return 'true';
  }
}

function placeCase({ path, commands, options, operand }: Place): string {
  const described = options.map(({ name, words }) => ({ word: `--${name}`, words }));
  const other = operand.kind === 'anything' ? '' : ` [[ $cur != -* ]] && ${offer(operand)};`;
  return `    (${quoted(path)}) commands=(${list(commands)}); options=(${list(described)});${other} ;;`;
}

function list(all: readonly Described[]): string {
  return all.map(({ word, words }) => quoted(`${word}:${words}`)).join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
