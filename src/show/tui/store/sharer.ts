/**
 * Copies and exports: what is asked for is made out of history, without secrets, and handed to the terminal or to a file.
 * Not in the turn of the key: a large body takes its time.
 */
import { Failure, mistake, trouble } from '../../../core/failure.ts';
import { describeSize } from '../../../core/advice.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Answered } from '../../../session/intention.ts';
import type { SessionView } from '../../../session/view.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import type { Shared, ShareWish, Sharing } from '../share/share.ts';
import { answeredMessage } from './messages.ts';
import type { Message } from './model.ts';

export interface SharerOptions {
  readonly session: Pick<SessionView, 'detail'>;
  readonly sharing: Sharing;
  /** Hands bytes to the terminal's clipboard. */
  readonly copy: (bytes: Uint8Array) => void;
  readonly now: () => Instant;
  readonly onChange: (message: Message | null) => void;
}

export type Sharer = (wish: ShareWish) => void;

export function createSharer(options: SharerOptions): Sharer {
  const { session, now, onChange } = options;
  const act = async (wish: ShareWish): Promise<Answered> => {
    try {
      const detail = session.detail(wish.id);
      if (detail === null) throw mistake('id-unknown', 'This delivery is no longer in history.');
      const text = await (wish.to === 'file' ? exported(detail, wish, options) : copied(detail, wish, options));
      return { kind: 'done', text };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const failure = error instanceof Failure ? error : trouble('sharing', `That could not be done: ${reason}`);
      return { kind: 'refused', failure };
    }
  };
  return (wish) =>
    void setTimeout(() => void act(wish).then((answered) => onChange(answeredMessage(answered, now()))), 0).unref();
}

/** Most terminals take this much; what is longer they leave out without a word. */
const MOST_COPIED = 1_000_000;
/** Some take no more than about this (hterm, older ones). */
const SURELY_COPIED = 70_000;

/** Each byte of a body may take four letters in a command. */
const MOST_IN_CURL = 256 * 1024;

function copied(detail: DeliveryDetail, { shape }: ShareWish, { sharing, copy }: SharerOptions): string {
  const isLong = shape === 'curl' ? detail.body.length > MOST_IN_CURL : detail.body.length > MOST_COPIED;
  if (isLong && (shape === 'curl' || shape === 'body')) {
    const what = `${describeSize(detail.body.length)} are too much for the terminal's clipboard.`;
    throw mistake('copy-long', what, 'x exports it to a file.');
  }
  const shared = sharing.shared(detail, shape);
  const bytes = Buffer.from(shared.text);
  copy(bytes);
  const doubt = bytes.length > SURELY_COPIED ? ' Some terminals take no more than 70 kB.' : '';
  return `Copied ${nameOf(shape, detail)}, ${describeSize(bytes.length)}${maskedText(shared)}.${doubt} ${sharing.doubt ?? ''}`.trim();
}

async function exported(detail: DeliveryDetail, { shape }: ShareWish, { sharing }: SharerOptions): Promise<string> {
  const shared = sharing.shared(detail, shape);
  const file = await sharing.save(detail, shape, shared);
  return `Exported as ${file}${maskedText(shared)}.`;
}

function maskedText({ isMasked }: Shared): string {
  return isMasked ? ', secrets taken out' : '';
}

function nameOf(shape: ShareWish['shape'], { row }: DeliveryDetail): string {
  const names = {
    body: 'the body',
    curl: 'a curl command',
    address: 'the address',
    id: `the id ${row.id}`,
    json: 'JSON',
  };
  return names[shape];
}
