/**
 * Gaps looked into: when one ends the shop is asked once for its last calls, if the calls left allow it, and what they tell
 * is said. In: gaps of this session, and what a dead session has left. Out: notices, and the gaps with their verdicts.
 * Nothing is polled: without a gap there is no call, and however often the tunnel falls there are a few an hour.
 */
import { Failure } from '../../core/failure.ts';
import { nameGap, type Gap } from '../../core/gap.ts';
import type { GapVerdict } from '../../core/gap-verdict.ts';
import { GAP_CODES } from '../../core/gap-words.ts';
import { isoUtc, MINUTE, type Instant, type Millis } from '../../core/instant.ts';
import type { NoticeRecord } from '../../core/record.ts';
import type { Rules } from '../../core/rules.ts';
import type { ApiClient } from '../../register/api-client.ts';
import type { ShopWebhook } from '../../register/api-shapes.ts';
import type { Ledger } from '../../register/ledger.ts';
import type { LostSession } from '../../register/sweep.ts';
import type { History } from '../../store/history.ts';
import type { Purse } from '../upkeep/purse.ts';
import { createGapBook, type GapBook, type KnownGap } from './gap-book.ts';
import { callsHere } from './history-since.ts';
import { judge, type Testimony } from './judge.ts';
import { tellGap } from './lines.ts';

export interface GapDeskOptions {
  readonly client: Pick<ApiClient, 'listWebhooks' | 'clock'>;
  readonly purse: Purse;
  /** Of this session: it knows what we created. */
  readonly ledger: Pick<Ledger, 'entries'>;
  readonly history: Pick<History, 'callsSince' | 'body'>;
  readonly rules: Rules;
  readonly now: () => Instant;
  /** The calls of the simulated shop cost nothing. */
  readonly isFree: boolean;
  readonly emit: (record: NoticeRecord) => void;
  readonly log: (text: string) => void;
  /** Known to be inactive before: nothing was to come from there. */
  readonly isOff: (id: number) => boolean;
  /** Told of every list that was had: it also says which webhooks are inactive. */
  readonly onListed: (listed: readonly ShopWebhook[]) => void;
  readonly onChange: () => void;
  /** What can be done about calls that may be missing, as a sentence. */
  readonly remedy: () => string;
  /** Aborted when the end of the session is asked for. */
  readonly signal: AbortSignal;
}

export interface GapDesk {
  /** A gap has ended. Never throws. */
  ended(gap: Gap): void;
  /** Webhooks of dead sessions were removed, and ours exist now. Never throws. */
  restarted(lost: readonly LostSession[]): void;
  gaps(): readonly KnownGap[];
  unjudged(): readonly KnownGap[];
  /** Asks the shop about those that are not judged: one API call. Throws `Failure` (exit 3). */
  ask(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** A tunnel that falls again and again must not take all API calls: those gaps can be asked about by hand. */
const ASK_AGAIN_AFTER: Millis = 5 * MINUTE;

interface State {
  readonly book: GapBook;
  askedAt: Instant | null;
  underWay: Promise<void>;
}

export function createGapDesk(options: GapDeskOptions): GapDesk {
  const { log, onChange, client } = options;
  const state: State = { book: createGapBook(), askedAt: null, underWay: Promise.resolve() };
  const { book } = state;
  /** One after the other, so that a gap which ends meanwhile finds the shop asked already. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = state.underWay.then(work);
    state.underWay = done.catch(() => undefined);
    return done;
  };
  const unasked = (work: () => Promise<void>): void => {
    inTurn(work).catch((error: unknown) => {
      log(`gap not looked into: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  return {
    gaps: () => book.all(),
    unjudged: () => book.unjudged(),
    ask: (signal) => inTurn(() => ask(state, options, signal)),
    idle: () => state.underWay,
    ended(gap) {
      book.add(gap, client.clock());
      onChange();
      unasked(() => lookInto(state, options));
    },
    restarted(lost) {
      if (lost.length > 0) unasked(() => lookBack(lost, state, options));
    },
  };
}

/** Unasked, so a refusal is told and no more. */
async function lookInto(state: State, options: GapDeskOptions): Promise<void> {
  const unjudged = state.book.unjudged();
  if (unjudged.length === 0 || options.signal.aborted) return;
  if (wasAskedJustNow(state, options)) return leaveOpen(unjudged, JUST_NOW, { state, options });
  try {
    await ask(state, options, options.signal);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message, hint } = error;
    if (!options.signal.aborted) leaveOpen(unjudged, `${message} ${hint ?? ''}`.trim(), { state, options });
  }
}

const JUST_NOW = 'The shop was asked a few minutes ago already, and its calls are scarce.';

function wasAskedJustNow({ askedAt }: State, { isFree, now }: GapDeskOptions): boolean {
  return !isFree && askedAt !== null && now() - askedAt < ASK_AGAIN_AFTER;
}

interface Looking {
  readonly state: State;
  readonly options: GapDeskOptions;
}

/** Those that were left open before have been told of. */
function leaveOpen(gaps: readonly KnownGap[], why: string, { state, options }: Looking): void {
  for (const gap of gaps.filter(({ text }) => text === '')) {
    const text = `Whether calls are missing from ${nameGap(gap)} was not found out: ${why}`;
    state.book.judge(gap, null, text);
    tell({ ...gap, text }, options);
  }
  options.onChange();
}

async function ask(state: State, options: GapDeskOptions, signal: AbortSignal): Promise<void> {
  const { client, purse, ledger, now, onListed, isOff } = options;
  const unjudged = state.book.unjudged();
  if (unjudged.length === 0) return;
  const entries = ledger.entries();
  const webhooks = entries.flatMap(({ id, event }) => (id === null || isOff(id) ? [] : [{ id, event }]));
  const listed = await purse.spend(() => {
    state.askedAt = now();
    return client.listWebhooks(signal);
  });
  onListed(listed);
  const testimony = testimonyOf({ webhooks, listed, areGone: false }, options, signal);
  for (const gap of unjudged) {
    const { verdict, text } = await judge(gap, testimony);
    state.book.judge(gap, verdict, text);
    tell({ ...gap, verdict, text }, options);
  }
  options.onChange();
}

/** Only what the sweep has found on its way: those webhooks cannot be asked for any more. */
async function lookBack(lost: readonly LostSession[], { book }: State, options: GapDeskOptions): Promise<void> {
  const { now, client, onChange, signal } = options;
  const from = Math.min(...lost.map(({ beatAt }) => beatAt));
  const gap = { from, until: now(), causes: ['restart'], clock: client.clock() } as const;
  if (gap.until <= gap.from) return;
  const listed = lost.flatMap((session) => session.listed ?? []);
  const webhooks = lost.flatMap((session) => session.webhooks);
  const isUnheard = lost.some((session) => session.listed === null);
  const judged = isUnheard
    ? unheard(gap)
    : await judge(gap, testimonyOf({ webhooks, listed, areGone: true }, options, signal));
  const known = { ...gap, ...judged };
  book.addJudged(known);
  onChange();
  tell(known, options);
}

function unheard(gap: Gap): { readonly verdict: GapVerdict; readonly text: string } {
  const text = `Whether calls are missing from ${nameGap(gap)} is not known: the shop could not be asked for the last calls of the webhooks that were left.`;
  return { verdict: { kind: 'unknown', sure: false, findings: [] }, text };
}

function testimonyOf(
  given: Pick<Testimony, 'webhooks' | 'listed' | 'areGone'>,
  { client, rules, history }: GapDeskOptions,
  signal: AbortSignal,
): Testimony {
  const callsSince: Testimony['callsSince'] = (since) => callsHere(history, since, signal);
  return { ...given, clock: client.clock(), rules, callsSince };
}

const ASK_LATER = 'Press c and then r to ask, or upgates-dev control gap check asks for one API call.';

/** What needs something to be done says what. */
function tell(gap: KnownGap, { emit, now, remedy }: GapDeskOptions): void {
  const kind = gap.verdict?.kind ?? 'unknown';
  const isFine = kind === 'nothing' || kind === 'will-repeat';
  const whatToDo = gap.verdict === null ? ASK_LATER : remedy();
  emit({
    kind: 'notice',
    at: isoUtc(now()),
    level: isFine ? 'info' : 'warning',
    code: GAP_CODES[kind],
    text: isFine ? gap.text : `${gap.text} ${whatToDo}`.trim(),
    gap: tellGap(gap),
  });
}
