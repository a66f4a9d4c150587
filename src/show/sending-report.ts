/**
 * What `trigger` and `replay` say at their end, and what a dry run says instead.
 */
import { describeSize } from '../core/advice.ts';
import { line, span, type Line, type Tone } from './present/line.ts';
import { LOOKS } from './present/verdict.ts';
import { padText } from './present/width.ts';
import { counted } from './words.ts';

export interface SentSummary {
  readonly sent: number;
  readonly delivered: number;
  readonly repeats: number;
  readonly timedOut: number;
  /** Only of replays. */
  readonly fixed?: number;
  readonly regressed?: number;
  readonly unchanged?: number;
}

/** `3 calls:  ✓ 1 delivered  ↻ 2 repeats  ⚠ 0 timed-out`, and below it what has changed. */
export function sentLines(summary: SentSummary): readonly Line[] {
  const { sent, delivered, repeats, timedOut, fixed, regressed, unchanged } = summary;
  if (sent === 0) return [line('Nothing was sent.', 'dim')];
  const score = [
    [LOOKS.delivered, delivered],
    [LOOKS.repeats, repeats],
    [LOOKS['timed-out'], timedOut],
  ] as const;
  const parts = score.map(([{ sign, word, tone }, count]) =>
    span(`  ${sign} ${count} ${word}`, count > 0 ? tone : 'dim'),
  );
  const head: Line = [span(`${counted(sent, 'call', 'calls')}:`), ...parts];
  const hasChange = (fixed ?? 0) + (regressed ?? 0) + (unchanged ?? 0) > 0;
  return hasChange ? [head, changeLine(fixed ?? 0, regressed ?? 0, unchanged ?? 0)] : [head];
}

function changeLine(fixed: number, regressed: number, unchanged: number): Line {
  const part = (count: number, word: string, tone: Tone) => span(`  ${count} ${word}`, count > 0 ? tone : 'dim');
  return [
    span('Against before:'),
    part(fixed, 'fixed', 'good'),
    part(regressed, 'regressed', 'warning'),
    part(unchanged, 'unchanged', 'plain'),
  ];
}

export interface WouldSend {
  readonly event: string;
  readonly key: string;
  readonly bytes: number;
  /** Without userinfo. */
  readonly url: string;
  /** The delivery or the file it comes from. */
  readonly from: string;
}

export function wouldSendLine({ event, key, bytes, url, from }: WouldSend): Line {
  return [
    span('would send  ', 'dim'),
    span(`${padText(span(event).text, 21)}  `),
    span(`${padText(span(key).text, 20)}  `, 'strong'),
    span(`${describeSize(bytes)} to ${url}`),
    span(`  from ${from}`, 'dim'),
  ];
}
