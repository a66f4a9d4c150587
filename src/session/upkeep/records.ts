/**
 * The whole record from the shop, asked for by a person: a webhook carries identifiers only. In: a delivery, and which of
 * the things it speaks of. Out: the record in the snapshot, where it stays for the session, so that a second look costs
 * nothing. One API call each; nothing of it gets into history.
 */
import { mistake, type Failure } from '../../core/failure.ts';
import type { Instant } from '../../core/instant.ts';
import { printable } from '../../core/printable.ts';
import { nameSubject, subjectKey, subjectsOf, type Subject } from '../../core/subject.ts';
import { withoutSecrets } from '../../fixture/without-secrets.ts';
import { findDetail } from '../../store/find-detail.ts';
import type { History } from '../../store/history.ts';
import type { Answered, Intention } from '../intention.ts';
import type { Model } from '../model.ts';
import type { Shop } from '../shop.ts';
import type { KnownRecord } from '../view.ts';
import { withRecord } from './known-records.ts';
import type { Purse } from './purse.ts';

export interface RecordDeskOptions {
  readonly shop: Pick<Shop, 'isSimulated'> & { readonly client: Pick<Shop['client'], 'entity' | 'callsLeft'> };
  readonly purse: Purse;
  readonly history: Pick<History, 'find' | 'detail'>;
  readonly model: Pick<Model, 'snapshot' | 'update'>;
  /** What must not be shown, wherever it stands. */
  readonly secrets: readonly string[];
  readonly now: () => Instant;
}

export interface RecordDesk {
  /** Throws `Failure`: exit 2 for what cannot be meant, 3 for the shop and for too few calls left. */
  ask(wish: RecordWish, signal: AbortSignal): Promise<Answered>;
}

type RecordWish = Extract<Intention, { kind: 'ask-record' }>;

export function createRecordDesk(options: RecordDeskOptions): RecordDesk {
  const underWay = new Map<string, Promise<KnownRecord>>();
  /** Asked for twice at once, it is one call. */
  const askOnce = (subject: Subject, signal: AbortSignal): Promise<KnownRecord> => {
    const key = subjectKey(subject);
    const work = underWay.get(key) ?? askShop(subject, options, signal).finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  };
  return {
    async ask(wish, signal) {
      const { row, body } = findDetail(options.history, wish.id);
      const subjects = subjectsIn(row.event, body);
      const subject = chosen(subjects, wish.subject);
      const known = knownOf(subject, options);
      const isKnown = !wish.anew && (known?.answer?.kind === 'found' || known?.answer?.kind === 'missing');
      const record = isKnown ? known : await askOnce(subject, signal);
      return answered(record, { subject, delivery: row.id, subjects: subjects.length, isNew: !isKnown }, options);
    },
  };
}

function subjectsIn(event: string, body: Uint8Array): readonly Subject[] {
  const reading = subjectsOf(event, Buffer.from(body).toString('utf8'));
  if (reading.kind === 'none') throw mistake('no-record', reading.why);
  return reading.subjects;
}

/** By its id, or by the name that people use; the first where none is named. */
function chosen(subjects: readonly Subject[], wanted: string | null): Subject {
  const [first] = subjects;
  const found = wanted === null ? first : (by(subjects, 'id', wanted) ?? by(subjects, 'label', wanted));
  if (found !== undefined) return found;
  throw notNamed(wanted ?? '', subjects);
}

function by(subjects: readonly Subject[], field: 'id' | 'label', text: string): Subject | undefined {
  return subjects.find((subject) => subject[field] === text);
}

const MOST_NAMED = 5;

function notNamed(wanted: string, subjects: readonly Subject[]): Failure {
  const names = subjects.slice(0, MOST_NAMED).map(({ label }) => label);
  const more = subjects.length > MOST_NAMED ? ` and ${subjects.length - MOST_NAMED} more` : '';
  const sentence = `The delivery does not speak of "${printable(wanted)}".`;
  return mistake('record-unknown', sentence, printable(`It speaks of ${names.join(', ')}${more}.`));
}

function knownOf(subject: Subject, { model }: RecordDeskOptions): KnownRecord | null {
  return model.snapshot().records?.get(subjectKey(subject)) ?? null;
}

const UNKNOWN: KnownRecord = { isAsking: false, at: null, answer: null };

async function askShop(subject: Subject, options: RecordDeskOptions, signal: AbortSignal): Promise<KnownRecord> {
  const { shop, purse, model, secrets, now } = options;
  const note = (known: KnownRecord): KnownRecord => {
    model.update({ records: withRecord(model.snapshot().records ?? new Map(), subjectKey(subject), known) });
    return known;
  };
  const before = knownOf(subject, options) ?? UNKNOWN;
  const at = now();
  note({ ...before, isAsking: true });
  try {
    const text = await purse.spend(() => shop.client.entity(subject, signal));
    if (text === null) return note({ isAsking: false, at, answer: { kind: 'missing' } });
    const json = Buffer.from(withoutSecrets(text, { secrets }));
    return note({ isAsking: false, at, answer: { kind: 'found', json } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // What was there before is worth more than the trouble, which is told anyway.
    const hasAnswer = before.answer !== null && before.answer.kind !== 'failed';
    note(hasAnswer ? { ...before, isAsking: false } : { isAsking: false, at, answer: { kind: 'failed', why } });
    throw error;
  }
}

interface About {
  readonly subject: Subject;
  readonly delivery: string;
  readonly subjects: number;
  readonly isNew: boolean;
}

function answered({ at, answer }: KnownRecord, about: About, { shop, now }: RecordDeskOptions): Answered {
  const { subject, isNew } = about;
  const { total } = shop.client.callsLeft();
  const json = answer?.kind === 'found' ? Buffer.from(answer.json).toString('utf8') : null;
  const left =
    shop.isSimulated || total === null ? '' : total === 1 ? '1 API call is left.' : `${total} API calls are left.`;
  const text = isNew && left !== '' ? printable(`The shop was asked for ${nameSubject(subject)}: ${left}`) : '';
  return {
    kind: 'done',
    text,
    record: { ...about, askedAt: at ?? now(), json, callsLeft: shop.isSimulated ? null : total },
  };
}
