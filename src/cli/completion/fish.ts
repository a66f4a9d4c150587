/**
 * The completion of fish: one rule for each word that fits at a place.
 */
import { flagsOf, stepsOf, valuedOptions, type Follows, type OptionPlace, type Place } from './grammar.ts';

export function fishScript(places: readonly Place[]): string {
  return `# fish completion of upgates-dev. In config.fish: upgates-dev completion fish | source
function __upgates_dev_at
    set -l path ''
    set -l previous ''
    for word in (commandline -opc)[2..-1]
        if contains -- $previous ${valuedOptions(places).flatMap(flagsOf).join(' ')}
            set previous ''
            continue
        end
        set previous $word
        switch "$path|$word"
${pathCase(places)}
        end
    end
    test "$path" = "$argv"
end
complete -c upgates-dev -f
${places.flatMap(rulesOf).join('\n')}
`;
}

function pathCase(places: readonly Place[]): string {
  return stepsOf(places)
    .map(
      ({ from, word, to }) => `            case ${quoted(`${from}|${word}`)}\n                set path ${quoted(to)}`,
    )
    .join('\n');
}

function rulesOf({ path, commands, options, operand }: Place): readonly string[] {
  const at = `complete -c upgates-dev -n ${quoted(`__upgates_dev_at ${path}`.trim())}`;
  return [
    ...commands.map(({ word, words }) => `${at} -a ${word} -d ${quoted(words)}`),
    ...options.map((option) => `${at} ${optionRule(option)}`),
    ...(operand.kind === 'anything' ? [] : [`${at} ${offer(operand)}`]),
  ];
}

function optionRule({ name, short, words, value }: OptionPlace): string {
  const flags = short === null ? `-l ${name}` : `-l ${name} -s ${short}`;
  return `${flags}${value === null ? '' : ` -r ${offer(value)}`} -d ${quoted(words)}`;
}

function offer(follows: Follows): string {
  switch (follows.kind) {
    case 'words':
      return `-a ${quoted(follows.words.join(' '))}`;
    case 'files':
      return '-F';
    case 'folders':
      return `-a '(__fish_complete_directories)'`;
    case 'anything':
      return '-f';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
