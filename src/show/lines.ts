/**
 * A session for people without a screen: one line a record, its reasons indented below.
 * In: the records of the session. Out: lines as data; everything from outside is made printable on the way.
 */
import { maskUrl } from '../core/masking.ts';
import type {
  AttemptRecord,
  HandlerRecord,
  NoticeRecord,
  ReadyRecord,
  SessionRecord,
  TunnelRecord,
} from '../core/record.ts';
import { span, type Line, type Span, type Tone } from './present/line.ts';
import { fullMillis, timeOfDay } from './present/time.ts';
import { FAULT_SIGN } from './present/verdict.ts';
import { padText } from './present/width.ts';
import { counted, errorLines, handlerWords, summaryLines, verdictWords } from './words.ts';

export interface LinesOptions {
  /** Also what usually needs nobody's attention: single webhooks, calls left. */
  readonly verbose: boolean;
}

const INDENT = ' '.repeat(10);
const EVENTS_SHOWN = 6;

/** No line at all for what only matters with `verbose`. */
export function recordLines(record: SessionRecord, { verbose }: LinesOptions): readonly Line[] {
  switch (record.kind) {
    case 'ready':
      return readyLines(record);
    case 'attempt':
      return attemptLines(record);
    case 'handler':
      return [handlerLine(record)];
    case 'webhook': {
      const isUsual = record.state === 'created' || record.state === 'deleted';
      return isUsual && !verbose ? [] : [at(record, span(`webhook ${record.id} ${record.event} ${record.state}`))];
    }
    case 'tunnel':
      return [tunnelLine(record)];
    case 'stranger': {
      const text = `turned away: ${record.method} ${record.path} (${record.count} so far)`;
      return [at(record, span(text, 'dim'))];
    }
    case 'api': {
      const text = `API calls left: ${record.callsLeftHour ?? '?'} this hour, ${record.callsLeftDay ?? '?'} today`;
      return verbose ? [at(record, span(text, 'dim'))] : [];
    }
    case 'notice':
      return [noticeLine(record)];
    case 'error':
      return errorLines(record);
    case 'end':
      return summaryLines(record);
  }
}

/** Puts the time before; UTC in records, the wall clock of this machine for people. */
function at(record: { readonly at: string }, ...rest: readonly Span[]): Line {
  return [span(padText(timeOfDay(Date.parse(record.at)), 8), 'dim'), span('  '), ...rest];
}

function below(text: string | null, tone: Tone = 'plain'): readonly Line[] {
  return text === null || text === '' ? [] : [[span(INDENT), span(text, tone)]];
}

function readyLines(record: ReadyRecord): readonly Line[] {
  const { listen, publicUrl, shop, events, webhooks, policy, rules, seed } = record;
  const of = `${counted(webhooks.length, 'webhook', 'webhooks')} at the ${shop === 'simulated' ? 'simulated shop' : `shop ${shop}`}`;
  const more = events.length > EVENTS_SHOWN ? ` and ${events.length - EVENTS_SHOWN} more` : '';
  const way = publicUrl === listen ? listen : `${shownOrigin(publicUrl)} -> ${listen}`;
  return [
    at(record, span('ready', 'good'), span(`: ${of}, answers by ${policy}, rules ${rules}, seed ${seed}`)),
    ...below(way, 'dim'),
    ...below(events.slice(0, EVENTS_SHOWN).join(', ') + more, 'dim'),
  ];
}

/** An origin without the slash that a masked URL ends in. */
function shownOrigin(url: string): string {
  return maskUrl(url).replace(/\/$/, '');
}

function attemptLines(record: AttemptRecord): readonly Line[] {
  const head = at(
    record,
    span(`${padText(span(record.event).text, 21)}  `),
    span(`${padText(span(record.key).text, 20)}  `, 'strong'),
    span(`${padText(handlerWords(record.handler), 15)}  `),
    ...verdictWords(record),
    ...behindVerdict(record),
  );
  const isFine = record.verdict === 'delivered' && (record.withoutUs ?? 'delivered') === 'delivered' && record.sure;
  const reasons = isFine ? [] : [...below(record.why), ...below(record.hint, 'accent')];
  return [head, ...reasons, ...below(record.linked?.notice ?? null)];
}

function behindVerdict(record: AttemptRecord): readonly Span[] {
  const { number, fault, origin, change, nextAttemptAt } = record;
  return [
    span(nextAttemptAt === null ? '' : `, again at ${timeOfDay(Date.parse(nextAttemptAt))}`),
    span(number > 1 ? `  #${number}` : '', 'dim'),
    span(fault === null ? '' : `  ${FAULT_SIGN} ${fault}`, 'accent'),
    span(origin === 'shop' ? '' : `  ${origin}`, 'dim'),
    span(change === null ? '' : `  ${change}`, 'strong'),
  ];
}

function handlerLine(record: HandlerRecord): Line {
  const { attempt, handler, withoutUs } = record;
  const what = span(`handler of ${attempt} settled: ${handlerWords(handler).replaceAll(/ +/g, ' ')}`);
  if (withoutUs === null) return at(record, what);
  return at(record, what, span(', alone '), ...verdictWords({ verdict: withoutUs, sure: true, withoutUs: null }));
}

function tunnelLine(record: TunnelRecord): Line {
  const { state, publicUrl, ms } = record;
  const address = publicUrl === null ? '' : ` ${shownOrigin(publicUrl)}`;
  const trip = ms === null ? '' : `, ${fullMillis(ms)} there and back`;
  return at(record, span(`tunnel ${state}${address}${trip}`, state === 'down' ? 'warning' : 'plain'));
}

function noticeLine(record: NoticeRecord): Line {
  const tones: Readonly<Record<NoticeRecord['level'], Tone>> = { info: 'plain', warning: 'repeat', error: 'warning' };
  return at(record, span(`${record.level === 'info' ? 'note' : record.level}: ${record.text}`, tones[record.level]));
}
