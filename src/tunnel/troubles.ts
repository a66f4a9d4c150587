/**
 * Trouble on the way, told to whoever listens. In: texts. Out: the same; what came before anybody listened is not lost.
 */
export interface Troubles {
  readonly report: (text: string) => void;
  readonly listen: (listener: (text: string) => void) => void;
}

export function createTroubles(): Troubles {
  const listeners: ((text: string) => void)[] = [];
  let unheard: string[] = [];
  return {
    report(text) {
      if (listeners.length === 0) unheard.push(text);
      for (const listener of listeners) listener(text);
    },
    listen(listener) {
      listeners.push(listener);
      for (const text of unheard) listener(text);
      unheard = [];
    },
  };
}
