/**
 * A figure of `npm run bench`: what it compares, and how it is measured. Figures are data; `figures.ts` lists them.
 */
export interface Figure {
  /** For `--only`. */
  readonly name: string;
  readonly words: string;
  measure(bench: Bench): Promise<readonly Finding[]>;
}

/** What a figure may use while it is measured. */
export interface Bench {
  /** Coarser and shorter. */
  readonly isQuick: boolean;
  /** An empty folder of this figure, removed after it. */
  readonly folder: string;
  /** Called after the figure, last one first, whatever became of it. */
  defer(close: () => Promise<void>): void;
}

export type Finding =
  | {
      readonly kind: 'row';
      readonly what: string;
      readonly ours: string;
      readonly peer: string;
      /** Ours in proportion to the peer's. */
      readonly ratio: string;
      readonly aim: string;
      readonly isMet: boolean;
    }
  | { readonly kind: 'note'; readonly text: string }
  /** Where one row for each of many says more than pairs. */
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export function note(text: string): Finding {
  return { kind: 'note', text };
}
