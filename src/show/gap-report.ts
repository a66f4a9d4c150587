/**
 * Gaps and what was missed in them, for people: lines as they come through the control door.
 */
import type { GapAnswerLine, GapLine, ListedLine, MissedLine, PriceLine } from '../session/gaps/lines.ts';
import { gapHead } from './present/gap.ts';
import { line, span, type Line } from './present/line.ts';
import { timeOfDay } from './present/time.ts';
import { padText } from './present/width.ts';
import { counted } from './words.ts';

export function gapAnswerLines(told: GapAnswerLine): readonly Line[] {
  switch (told.kind) {
    case 'gap':
      return gapLines(told);
    case 'price':
      return [line(priceText(told), 'dim')];
    case 'missed':
      return [missedLine(told)];
    case 'listed':
      return listedLines(told);
  }
}

function gapLines({ from, until, verdict, text }: GapLine): readonly Line[] {
  return [gapHead({ from: Date.parse(from), until: Date.parse(until), verdict }), line(`  ${span(text).text}`)];
}

function priceText({ calls, callsLeft, lists }: PriceLine): string {
  const left = callsLeft === null ? '' : ` of ${callsLeft} left`;
  return `Asking the shop for what has changed: ${counted(calls, 'API call', 'API calls')}${left} (${lists.join(', ')}).`;
}

function missedLine({ event, key, changedAt, played }: MissedLine): Line {
  return [
    span(`${padText(changedAt === null ? '' : timeOfDay(Date.parse(changedAt)), 8)}  `, 'dim'),
    span(`${padText(span(event).text, 21)}  `),
    span(span(key).text, 'strong'),
    span(played ? '  played' : '', 'dim'),
  ];
}

function listedLines({ known, blind }: ListedLine): readonly Line[] {
  const came =
    known === 0 ? [] : [line(`${counted(known, 'other change', 'other changes')} of that time did come here.`, 'dim')];
  return blind.length === 0 ? came : [...came, line(`No list tells of ${blind.join(', ')}.`, 'dim')];
}
