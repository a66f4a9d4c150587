/**
 * What is under way with the session: askings are sent and forgotten until they are answered, so the screen never waits.
 * For an edit the terminal is lent first and taken back when the editor has closed, however that came about.
 */
import type { Instant } from '../../../core/instant.ts';
import { trouble } from '../../../core/failure.ts';
import type { Answered, Intention } from '../../../session/intention.ts';
import type { SessionView } from '../../../session/view.ts';
import { answeredMessage } from './messages.ts';
import type { Message } from './model.ts';

export interface Lender {
  /** The terminal is for another program from now on. */
  readonly lend: () => Promise<boolean>;
  /** Idempotent. */
  readonly takeBack: () => void;
}

export interface Asker {
  ask(intention: Intention): void;
  /** How much has not been answered yet. */
  readonly underWay: () => number;
  /** Ends what is under way as far as it can be ended; its answers are not told any more. */
  readonly stop: () => void;
}

export interface AskerOptions extends Lender {
  readonly session: Pick<SessionView, 'ask'>;
  readonly now: () => Instant;
  /** Something has been asked or answered; the message is null where there is nothing to say. */
  readonly onChange: (message: Message | null) => void;
}

export function createAsker(options: AskerOptions): Asker {
  const { session, now, onChange } = options;
  const stop = new AbortController();
  let underWay = 0;
  const asked = async (intention: Intention): Promise<void> => {
    const answered = await send(intention, { ...options, session, signal: stop.signal });
    underWay -= 1;
    if (!stop.signal.aborted) onChange(answeredMessage(answered, now()));
  };
  return {
    ask(intention) {
      underWay += 1;
      onChange(null);
      void asked(intention);
    },
    underWay: () => underWay,
    stop: () => stop.abort(),
  };
}

interface Sending extends Lender {
  readonly session: Pick<SessionView, 'ask'>;
  readonly signal: AbortSignal;
}

async function send(intention: Intention, { session, signal, lend, takeBack }: Sending): Promise<Answered> {
  try {
    if (intention.kind !== 'edit') return await session.ask(intention, { signal });
    await lend();
    return await session.ask(intention, { signal, onEdited: takeBack });
  } catch (error) {
    // The session never rejects; a bug there must not take the screen along.
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', failure: trouble('asking', `That could not be done: ${reason}`) };
  } finally {
    if (intention.kind === 'edit') takeBack();
  }
}
