/**
 * The question before a session ends while deliveries still wait for a repeat that will then not come.
 */
import { EMPTY_LINE, line, type Line } from '../../present/line.ts';
import { wrapText } from '../../present/width.ts';

export function leavingLines(waiting: number, width: number): readonly Line[] {
  const subject = waiting === 1 ? '1 delivery still waits' : `${waiting} deliveries still wait`;
  const texts = [
    `${subject} for a repeat that the shop will not send once its webhooks are gone.`,
    `${waiting === 1 ? 'It stays' : 'They stay'} in history: upgates-dev history list --filter verdict:repeats`,
  ];
  const wrapped = texts.flatMap((text) => wrapText(text, width - 2)).map((text) => line(` ${text}`));
  return [EMPTY_LINE, ...wrapped, EMPTY_LINE, line(' Quit? y / n', 'strong')];
}
