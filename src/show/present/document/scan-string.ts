/**
 * A string of JSON, read in stretches: it may have megabytes. In: where it begins. Out: where it ends, or what is wrong.
 */
export type StringRead =
  | { readonly kind: 'whole'; readonly end: number }
  | { readonly kind: 'more' }
  | { readonly kind: 'broken'; readonly what: string; readonly at: number };

export interface StringReader {
  /** Ask again with the same beginning after `more`. */
  read(from: number, limit: number): StringRead;
  /** How far the string under way has been read; 0 where there is none. */
  readonly position: () => number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `" \ / b f n r t`. */
const ESCAPED: ReadonlySet<number> = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);

export function createStringReader(bytes: Uint8Array): StringReader {
  let position = 0;
  return {
    position: () => position,
    read(from, limit) {
      position = Math.max(position, from + 1);
      for (; position < bytes.length; position += 1) {
        const byte = bytes[position] ?? 0;
        if (byte === QUOTE) return { kind: 'whole', end: position + 1 };
        if (byte < 0x20) return { kind: 'broken', what: 'a control character may not stand in a text', at: position };
        if (byte === BACKSLASH) {
          const length = escapeLength(bytes, position);
          if (length === 0) return { kind: 'broken', what: 'there is no such escape', at: position };
          position += length - 1;
        }
        if (position >= limit) {
          position += 1;
          return { kind: 'more' };
        }
      }
      return { kind: 'broken', what: 'a text begins here and does not end', at: from };
    },
  };
}

/** 0 for what is no escape. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1] ?? 0;
  if (ESCAPED.has(next)) return 2;
  if (next !== 0x75) return 0;
  for (let digit = at + 2; digit < at + 6; digit += 1) if (!isHex(bytes[digit])) return 0;
  return 6;
}

function isHex(byte = 0): boolean {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}
