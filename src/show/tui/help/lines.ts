/**
 * The sheet that `?` opens: every key from the table with its words, and what the signs mean.
 */
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
import { BAR_SIGNS } from '../../present/bar.ts';
import { FAULT_SIGN, LOOKS, UNSETTLED } from '../../present/verdict.ts';
import { padText, wrapText } from '../../present/width.ts';
import type { Binding } from '../keys/binding.ts';
import { KEY_GROUPS, whyDisabled, type Situation } from '../keys.ts';

const SIGNS: readonly (readonly [string, string])[] = [
  [LOOKS.delivered.sign, 'delivered: 200 or 204 in time'],
  [LOOKS.repeats.sign, 'repeats: a wrong answer, sent again every 5 minutes'],
  [LOOKS['timed-out'].sign, 'timed-out: no answer in time, counted as delivered, never sent again'],
  [UNSETTLED, 'not settled yet'],
  [FAULT_SIGN, 'spoiled by a fault'],
  ['•', 'marked'],
  ['?', 'not sure: close to the limit, or the caller left early'],
  [
    'alone',
    'what would have happened without upgates-dev in between; in narrow windows its sign alone, behind the word',
  ],
  [Object.values(BAR_SIGNS).join(''), 'the time an answer took: handler, us, tunnel. The bar is as wide as the limit'],
];

/** `situation` is the one below the sheet: it decides what is said to be not possible now. */
export function helpLines(situation: Situation, width: number): readonly Line[] {
  return [
    ...KEY_GROUPS.flatMap(({ title, bindings }, index) => [
      ...(index === 0 ? [] : [EMPTY_LINE]),
      line(index === 0 ? ` KEYS: ${title.toUpperCase()}` : ` ${title.toUpperCase()}`, 'dim'),
      ...bindings.filter(isWorthTelling).flatMap((one) => rows(one.shown, [one.words, whyNot(one, situation)], width)),
    ]),
    EMPTY_LINE,
    line(' SIGNS', 'dim'),
    ...SIGNS.flatMap(([sign, words]) => rows(sign, [words, null], width)),
  ];
}

/** The question at the end tells its own keys. */
function isWorthTelling({ modes }: Binding): boolean {
  return !(modes.length === 1 && modes[0] === 'leaving');
}

/** What acts in a panel only is told without regard to what is below the sheet. */
function whyNot(binding: Binding, situation: Situation): string | null {
  return binding.modes.includes(situation.mode) ? whyDisabled(binding, situation) : null;
}

type Told = readonly [words: string, why: string | null];

function rows(name: string, [words, why]: Told, width: number): readonly Line[] {
  const wrapped = wrapText(why === null ? words : `${words} (${why})`, width - NAME - 5);
  return wrapped.map((text, index) => [span(`   ${padText(index === 0 ? name : '', NAME)} `, 'strong'), span(text)]);
}

const NAME = 11;
