/**
 * Words that several outputs share: what a handler did, what a verdict is called, what is said at the end.
 */
import { isRescued } from '../core/explain.ts';
import type { Answer, HandlerOutcome } from '../core/outcome.ts';
import type { EndReason, EndRecord, ErrorRecord } from '../core/record.ts';
import type { Verdict } from '../core/rules.ts';
import { describeHandlerError } from './present/handler.ts';
import { line, span, type Line } from './present/line.ts';
import { fullMillis } from './present/time.ts';
import { LOOKS, UNSETTLED } from './present/verdict.ts';
import { padTextLeft } from './present/width.ts';

/** `204    38 ms`, `refused`, `timeout 10 m`, `… > 950 ms` while it still works; `-` where no handler was called. */
export function handlerWords(handler: HandlerOutcome | null): string {
  if (handler === null) return '-';
  if ('status' in handler) return String(handler.status) + padTextLeft(fullMillis(handler.ms), 9);
  if (handler.error === 'pending') return `${UNSETTLED} > ${fullMillis(handler.ms)}`;
  const word = describeHandlerError(handler.error);
  return handler.error === 'timeout' ? `${word} ${fullMillis(handler.ms)}` : word;
}

/** `503 after 950 ms`, `hang after 2000 ms`; `nothing` where none left us. */
export function answerWords(answer: Answer | null): string {
  if (answer === null) return 'nothing';
  const what = 'status' in answer ? String(answer.status) : answer.connection;
  return `${what} after ${fullMillis(answer.ms)}`;
}

export interface Judged {
  readonly verdict: Verdict | null;
  readonly sure: boolean;
  readonly withoutUs: Verdict | null;
}

/** `✓ delivered`, `↻ rescued, alone ⚠ timed-out`, `⚠ timed-out?` where it is not sure, `…` where nothing is known yet. */
export function verdictWords({ verdict, sure, withoutUs }: Judged): Line {
  if (verdict === null) return [span(UNSETTLED, 'dim')];
  const { sign, word, tone } = LOOKS[verdict];
  const shown = isRescued(verdict, withoutUs) ? 'rescued' : word;
  const own = span(`${sign} ${shown}${sure ? '' : '?'}`, tone);
  if (withoutUs === null || withoutUs === verdict) return [own];
  const alone = LOOKS[withoutUs];
  return [own, span(', alone '), span(`${alone.sign} ${alone.word}`, alone.tone)];
}

/** `1 delivery`, `41 deliveries`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const REASONS: Readonly<Record<EndReason, string>> = {
  quit: '',
  signal: 'Ended by a signal. ',
  duration: 'The time is up. ',
  'max-deliveries': 'The wanted number of deliveries is reached. ',
  error: 'Ended by an error. ',
};

/**
 * What is said after a session: what came, what was removed and what goes no further, how to get at it. Three lines at
 * most, also where the window is 80 columns wide.
 */
export function summaryLines(end: EndRecord): readonly Line[] {
  return [cameLine(end), removedLine(end), keptLine(end)].filter((one) => one.length > 0);
}

function cameLine(end: EndRecord): Line {
  const { deliveries, attempts, verdicts } = end;
  const reason = REASONS[end.reason];
  if (deliveries === 0 && attempts === 0) return line(`${reason}No calls came.`);
  const came = `${counted(deliveries, 'delivery', 'deliveries')} in ${counted(attempts, 'attempt', 'attempts')}:`;
  const score = [
    [LOOKS.delivered, verdicts.delivered],
    [LOOKS.repeats, verdicts.repeats],
    [LOOKS['timed-out'], verdicts.timedOut],
  ] as const;
  const parts = score.map(([look, count]) =>
    span(`  ${look.sign} ${count} ${look.word}`, count > 0 ? look.tone : 'dim'),
  );
  return [span(reason + came), ...parts];
}

function removedLine(end: EndRecord): Line {
  const { webhooksRemoved, webhooksLeft } = end;
  const hadWebhooks = webhooksRemoved > 0 || webhooksLeft > 0;
  const removed = `${counted(webhooksRemoved, 'webhook', 'webhooks')} removed from the shop`;
  const told = [...openParts(end), ...(hadWebhooks ? [removed] : [])].join('; ');
  if (webhooksLeft === 0) return told === '' ? [] : line(`${told}.`);
  return [
    span(`${told}, `),
    span(`${webhooksLeft} could not be removed`, 'warning'),
    span(': upgates-dev webhooks clean'),
  ];
}

/** What was not finished. */
function openParts({ waiting, queued }: EndRecord): readonly string[] {
  const chains = `${counted(waiting, 'delivery', 'deliveries')} the shop will not repeat now`;
  const work = `${counted(queued, 'background call goes', 'background calls go')} on at the next start`;
  return [...(waiting === 0 ? [] : [chains]), ...(queued === 0 ? [] : [work])];
}

function keptLine({ deliveries, waiting }: EndRecord): Line {
  if (waiting > 0) return line('Kept in history: upgates-dev history list --filter verdict:repeats');
  return deliveries === 0 ? [] : line('All is kept in history: upgates-dev history list');
}

/** `error: what is wrong` and below it what to do. A message may have lines of its own that point at a place. */
export function errorLines({ message, hint }: Pick<ErrorRecord, 'message' | 'hint'>): readonly Line[] {
  const [first = '', ...more] = message.split('\n');
  const below = [...more, ...(hint === null ? [] : [hint])];
  return [[span('error: ', 'warning'), span(first)], ...below.map((text) => line(`  ${text}`))];
}
