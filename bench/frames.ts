/**
 * The frames of a screen out of the bytes it writes: our painter, and the peers' too, mark where each begins and ends.
 * In: bytes as they come. Out: whole frames with the time at which their last byte was here.
 */
export interface Frame {
  readonly text: string;
  /** On `performance`'s clock. */
  readonly at: number;
}

export interface Frames {
  readonly take: (text: string) => void;
  /** Those since the last time. */
  drain(): readonly Frame[];
  /** The next whole frame that fits, from now on. Rejects when none has come in time. */
  next(fits: (text: string) => boolean): Promise<Frame>;
}

const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';
const PATIENCE = 20_000;

export function createFrames(): Frames {
  let rest = '';
  let seen: Frame[] = [];
  const waiting = new Set<(frame: Frame) => void>();
  const take = (text: string): void => {
    const at = performance.now();
    const pieces = (rest + text).split(END);
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const frame = { text: piece.slice(Math.max(0, piece.indexOf(BEGIN))) + END, at };
      seen.push(frame);
      for (const look of waiting) look(frame);
    }
  };
  const drain = (): readonly Frame[] => {
    const frames = seen;
    seen = [];
    return frames;
  };
  const next = (fits: (text: string) => boolean): Promise<Frame> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        waiting.delete(look);
        clearTimeout(deadline);
      };
      const look = (frame: Frame): void => {
        if (!fits(frame.text)) return;
        stop();
        resolve(frame);
      };
      const deadline = setTimeout(() => {
        stop();
        reject(new Error(`no such frame came within ${PATIENCE} ms`));
      }, PATIENCE);
      waiting.add(look);
    });
  return { take, drain, next };
}
