/**
 * The sheet that `?` opens: every key from the table with its words, and what the signs mean.
 */
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
import { FAULT_SIGN, LOOKS, UNSETTLED } from '../../present/verdict.ts';
import { padText } from '../../present/width.ts';
import { BINDINGS, whyDisabled, type Situation } from '../keys.ts';

const SIGNS: readonly (readonly [string, string])[] = [
  [LOOKS.delivered.sign, 'delivered: 200 or 204 in time'],
  [LOOKS.repeats.sign, 'repeats: a wrong answer, sent again every 5 minutes'],
  [LOOKS['timed-out'].sign, 'timed-out: no answer in time, counted as delivered, never sent again'],
  [UNSETTLED, 'not settled yet'],
  [FAULT_SIGN, 'spoiled by a fault'],
  ['•', 'marked'],
  ['?', 'not sure: close to the limit, or the caller left early'],
];

/** `situation` is the one below the sheet: it decides what is said to be not possible now. */
export function helpLines(situation: Situation): readonly Line[] {
  const bindings = BINDINGS.filter(({ modes }) => !(modes.length === 1 && modes[0] === 'leaving'));
  return [
    line(' KEYS', 'dim'),
    ...bindings.map((binding) => row(binding.shown, binding.words, whyDisabled(binding, situation))),
    EMPTY_LINE,
    line(' SIGNS', 'dim'),
    ...SIGNS.map(([sign, words]) => row(sign, words, null)),
  ];
}

function row(name: string, words: string, why: string | null): Line {
  return [span(`   ${padText(name, 10)} `, 'strong'), span(words), span(why === null ? '' : `  (${why})`, 'dim')];
}
