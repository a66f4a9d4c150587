/**
 * The body that is being read: one at a time, read and searched in slices between which keys and calls have their turn.
 * Lets go of it when it is no longer in view.
 */
import type { Millis } from '../../../core/instant.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import type { OpenBody } from '../detail/body/reading.ts';
import { createDocument } from '../../present/document/document.ts';
import { needleOf } from '../../present/document/needle.ts';
import { searchIn } from '../../present/document/search.ts';

export interface BodyDesk {
  /** Opens the body, or goes on with it where it is the same; null puts away what is open. */
  open(detail: DeliveryDetail | null, search: string): OpenBody | null;
  readonly stop: () => void;
}

/** `onProgress`: there is more to show. */
export function createBodyDesk(onProgress: () => void): BodyDesk {
  let body: OpenBody | null = null;
  let timer: NodeJS.Timeout | null = null;
  const work = (): void => {
    timer = null;
    if (body === null) return;
    readFor(body, SLICE);
    onProgress();
    goOn();
  };
  const goOn = (): void => {
    if (timer === null && body !== null && !isDone(body)) timer = setTimeout(work, PAUSE).unref();
  };
  const open: BodyDesk['open'] = (detail, search) => {
    const next = detail === null ? null : opened(body, detail, search);
    // A little at once, so that the first frame has something to show.
    if (next !== null && next !== body) readFor(next, FIRST_SLICE);
    body = next;
    goOn();
    return body;
  };
  return {
    open,
    stop() {
      body = null;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

const FIRST_SLICE: Millis = 3;
const SLICE: Millis = 8;
const PAUSE: Millis = 1;

function opened(current: OpenBody | null, detail: DeliveryDetail, search: string): OpenBody {
  const key = `${detail.row.id} ${detail.attempts.at(-1)?.sha256 ?? ''}`;
  const needle = needleOf(search);
  const document = current?.key === key ? current.document : createDocument(detail.body);
  if (current?.document === document && (current.search?.needle ?? '') === needle) return current;
  return { key, document, search: needle === '' ? null : searchIn(document, needle) };
}

function isDone({ document, search }: OpenBody): boolean {
  return document.isDone() && (search === null || search.isDone());
}

function readFor({ document, search }: OpenBody, time: Millis): void {
  const until = performance.now() + time;
  do {
    if (!document.isDone()) document.readOn();
    else if (search === null || search.isDone()) return;
    else search.lookOn();
  } while (performance.now() < until);
}
