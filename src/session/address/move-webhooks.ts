/**
 * The address has moved: webhooks are led to the new one, if the API calls left cover it and the clean-up.
 * In: the new address. Out: whether the shop calls it from now on; what could not be moved is told and tried again.
 */
import { MINUTE, type Instant, type Millis } from '../../core/instant.ts';
import type { Move } from '../../register/moving.ts';
import type { Registration } from '../../register/registration.ts';
import type { Notify } from '../notify.ts';

export interface Mover {
  /** True: all webhooks or some lead to the new address. False: none was changed. Never rejects. */
  move(publicUrl: string): Promise<boolean>;
  /** Tries again to move what a move has left behind, if its time has come. */
  catchUp(): Promise<void>;
}

export interface MoverOptions {
  readonly registration: Pick<Registration, 'move'>;
  readonly urlFor: (event: string, publicUrl: string) => string;
  /** Of the provider: whether the old name is asked for meanwhile. */
  readonly canAskAgain: boolean;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly notify: Notify;
}

/** Calls of the API are scarce: a move that failed is tried again after this time at the earliest, and only so often. */
const AGAIN_AFTER: Millis = MINUTE;
const MOST_TRIES = 4;

interface State {
  triedAt: Instant | null;
  /** Where the webhooks left behind belong, and how often that was tried. */
  behind: { readonly publicUrl: string; readonly tries: number } | null;
}

export function createMover(options: MoverOptions): Mover {
  const state: State = { triedAt: null, behind: null };
  return {
    move: (publicUrl) => move(publicUrl, state, options),
    async catchUp() {
      const { behind } = state;
      if (behind === null || behind.tries >= MOST_TRIES || !isTime(state, options)) return;
      const result = await moveAll(behind.publicUrl, state, options);
      state.behind = result.left.length === 0 ? null : { ...behind, tries: behind.tries + 1 };
      tellBehind(result, options.notify);
    },
  };
}

async function move(publicUrl: string, state: State, options: MoverOptions): Promise<boolean> {
  if (!isTime(state, options)) return false;
  const result = await moveAll(publicUrl, state, options);
  if (result.moved === 0) {
    if (!options.signal.aborted) tellNotMoved(result, options);
    return false;
  }
  if (result.left.length === 0) state.triedAt = null;
  state.behind = result.left.length === 0 ? null : { publicUrl, tries: 1 };
  options.notify('info', {
    code: 'address-moved',
    text: `The tunnel has another address now. Webhooks moved to the new address: ${result.moved}.`,
  });
  tellBehind(result, options.notify);
  return true;
}

function isTime({ triedAt }: State, { now }: MoverOptions): boolean {
  return triedAt === null || now() - triedAt >= AGAIN_AFTER;
}

function moveAll(publicUrl: string, state: State, { registration, urlFor, now, signal }: MoverOptions): Promise<Move> {
  state.triedAt = now();
  return registration.move((event) => urlFor(event, publicUrl), signal);
}

function tellNotMoved({ left }: Move, { canAskAgain, notify }: MoverOptions): void {
  const why = left[0] === undefined ? '' : `: ${left[0].reason}`;
  const meanwhile = canAskAgain
    ? 'The old name is asked for again and again; until it is had,'
    : 'That is tried again in a minute; until it succeeds,';
  const text = `The tunnel has another address now, and the webhooks cannot be moved to it${why}. ${meanwhile} the shop's calls do not arrive.`;
  notify('error', { code: 'address-not-moved', text });
}

function tellBehind({ left }: Move, notify: Notify): void {
  if (left.length === 0) return;
  const names = left.map(({ id, event }) => `${event} (id ${id})`).join(', ');
  const text = `These webhooks still lead to the old address: ${names}. ${left[0]?.reason ?? ''} That is tried again in a minute.`;
  notify('error', { code: 'webhooks-not-moved', text });
}
