/**
 * Two deliveries compared for people: bodies, answers, headers and conclusions, field by field.
 */
import { describeStatus } from '../core/advice.ts';
import type { AttemptDetail } from '../store/row.ts';
import { fieldDifferences, type FieldDifference } from './field-differences.ts';
import { line, span, type Line } from './present/line.ts';

export type DiffPart = 'event' | 'body' | 'request header' | 'handler' | 'answer' | 'answer header' | 'verdict';

export interface Difference extends FieldDifference {
  readonly part: DiffPart;
}

export interface Compared {
  readonly event: string;
  readonly body: Uint8Array;
  readonly attempt: AttemptDetail;
}

/** What differs, in the order of a call: what came, what the handler did, what it means. */
export function differences(a: Compared, b: Compared): readonly Difference[] {
  const compare = (part: DiffPart, left: unknown, right: unknown): readonly Difference[] =>
    fieldDifferences(left, right).map((found) => ({ part, ...found }));
  return [
    ...compare('event', a.event, b.event),
    ...compare('body', valueOf(a.body), valueOf(b.body)),
    ...compare('request header', byName(a.attempt.requestHeaders), byName(b.attempt.requestHeaders)),
    ...compare('handler', handlerOf(a.attempt), handlerOf(b.attempt)),
    ...compare('answer', answerOf(a.attempt), answerOf(b.attempt)),
    ...compare('answer header', byName(a.attempt.handlerAnswer?.headers), byName(b.attempt.handlerAnswer?.headers)),
    ...compare('verdict', verdictOf(a.attempt), verdictOf(b.attempt)),
  ];
}

/** JSON as what it says, other text as one value, other bytes in base 64. */
function valueOf(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  } catch {
    return Buffer.from(bytes).toString('base64');
  }
}

/** Changes with every call and says nothing. */
const ALWAYS_OTHERS: ReadonlySet<string> = new Set(['date']);

function byName(headers: AttemptDetail['requestHeaders'] = []): Readonly<Record<string, string>> {
  const all = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (!ALWAYS_OTHERS.has(key)) all.set(key, all.has(key) ? `${all.get(key) ?? ''}, ${value}` : value);
  }
  return Object.fromEntries(all);
}

/** Without the time, which differs always. */
function handlerOf({ handler }: AttemptDetail): string | null {
  if (handler === null) return null;
  return 'status' in handler ? describeStatus(handler.status) : handler.error;
}

function answerOf({ handlerAnswer }: AttemptDetail): unknown {
  return handlerAnswer === null ? null : valueOf(handlerAnswer.body);
}

function verdictOf({ verdict, withoutUs }: AttemptDetail): unknown {
  return { verdict, withoutUs };
}

export function differenceLines(found: readonly Difference[]): readonly Line[] {
  if (found.length === 0) return [line('No difference.', 'good')];
  return found.flatMap((difference, index) => [
    ...(difference.part === found[index - 1]?.part ? [] : [line(titleOf(difference.part), 'strong')]),
    [
      span(`  ${difference.path === '' ? '(whole)' : difference.path}: `),
      side(difference.before),
      span(' -> '),
      side(difference.after),
    ],
  ]);
}

function titleOf(part: DiffPart): string {
  return part.charAt(0).toUpperCase() + part.slice(1);
}

function side(value: string | null): Line[number] {
  return value === null ? span('missing', 'dim') : span(value, 'accent');
}
