/**
 * The body that is being read: one at a time, read and searched in slices between which keys and calls have their turn.
 * Lets go of it when it is no longer in view.
 */
import type { Millis } from '../../../core/instant.ts';
import type { BodySource, OpenBody } from '../detail/body/reading.ts';
import { createDocument } from '../../present/document/document.ts';
import { needleOf } from '../../present/document/needle.ts';
import { searchIn } from '../../present/document/search.ts';

export interface BodyDesk {
  /** Opens the body, or goes on with it where it is the same; null puts away what is open. */
  open(source: BodySource | null, search: string): OpenBody | null;
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
  const open: BodyDesk['open'] = (source, search) => {
    const next = source === null ? null : opened(body, source, search);
    // A little at once, so that the first frame has something to show.
    const isOther = next?.document !== body?.document || next?.search !== body?.search;
    if (next !== null && isOther) readFor(next, FIRST_SLICE);
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

function opened(current: OpenBody | null, { key, bytes, head }: BodySource, search: string): OpenBody {
  const needle = needleOf(search);
  const document = current?.key === key ? current.document : createDocument(bytes);
  if (current?.document === document && (current.search?.needle ?? '') === needle) return { ...current, head };
  return { key, head, document, search: needle === '' ? null : searchIn(document, needle) };
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
