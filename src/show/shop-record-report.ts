/**
 * A record of the shop for people: what it is and since when it is known, then the record in lines.
 */
import { nameSubject } from '../core/subject.ts';
import type { AskedRecord } from '../session/intention.ts';
import { bodyLines, UNWRAPPED } from './present/body.ts';
import { line, span, type Line } from './present/line.ts';
import { timeOfDay } from './present/time.ts';
import { counted } from './words.ts';

export function shopRecordLines(asked: AskedRecord, json: string): readonly Line[] {
  const { subject, subjects, askedAt, isNew, callsLeft } = asked;
  const others = subjects === 1 ? [] : [line(`The delivery speaks of ${subjects}: name another behind its id.`, 'dim')];
  const left = callsLeft === null || !isNew ? '' : `, ${counted(callsLeft, 'API call is', 'API calls are')} left`;
  return [
    [span(nameSubject(subject), 'strong'), span(`, as the shop had it at ${timeOfDay(askedAt)}${left}`, 'dim')],
    ...others,
    ...bodyLines(Buffer.from(json), UNWRAPPED),
  ];
}
