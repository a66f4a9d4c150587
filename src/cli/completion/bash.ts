/**
 * The completion of bash: a function that finds out at which place the cursor is, and offers what fits there.
 */
import { flagsOf, stepsOf, valuedOptions, type Follows, type Place } from './grammar.ts';

export function bashScript(places: readonly Place[]): string {
  return `# bash completion of upgates-dev. In ~/.bashrc: source <(upgates-dev completion bash)
_upgates_dev() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev='' path='' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $prev in
${valuedCase(places)}
    esac
    prev=$word
    case "$path|$word" in
${pathCase(places)}
    esac
  done
  case $prev in
${valueCase(places)}
  esac
  local words='' follows=''
  case $path in
${placeCase(places)}
  esac
  [[ $cur != -* && $follows == files ]] && COMPREPLY=($(compgen -f -- "$cur"))
  COMPREPLY+=($(compgen -W "$words" -- "$cur"))
}
complete -o filenames -o bashdefault -F _upgates_dev upgates-dev
`;
}

/** A word after an option with a value is that value, whatever it looks like. */
function valuedCase(places: readonly Place[]): string {
  return `      ${valuedOptions(places).flatMap(flagsOf).join(' | ')}) prev='' && continue ;;`;
}

function pathCase(places: readonly Place[]): string {
  return stepsOf(places)
    .map(({ from, word, to }) => `      '${from}|${word}') path='${to}' ;;`)
    .join('\n');
}

function valueCase(places: readonly Place[]): string {
  return valuedOptions(places)
    .map((option) => `    ${flagsOf(option).join(' | ')}) ${offer(option.value)} ;;`)
    .join('\n');
}

function offer(follows: Follows): string {
  switch (follows.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W '${follows.words.join(' ')}' -- "$cur")); return`;
    case 'files':
      return 'COMPREPLY=($(compgen -f -- "$cur")); return';
    case 'folders':
      return 'COMPREPLY=($(compgen -d -- "$cur")); return';
    case 'anything':
      return 'return';
  }
}

function placeCase(places: readonly Place[]): string {
  return places
    .map(({ path, commands, options, operand }) => {
      const operands = operand.kind === 'words' ? operand.words : [];
      const words = [...commands.map(({ word }) => word), ...operands, ...options.map(({ name }) => `--${name}`)];
      return `    '${path}') words='${words.join(' ')}' follows=${operand.kind} ;;`;
    })
    .join('\n');
}
