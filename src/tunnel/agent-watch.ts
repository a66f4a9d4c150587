/**
 * What a tunnel program's lines add up to. In: news, one after the other, and its end. Out: when it became ready or failed
 * for good, what was recognised on the way, and each loss, told once.
 */
import type { AgentNews, KnownTrouble } from './agent-kind.ts';

export type Opening =
  | { readonly kind: 'ready'; readonly publicUrl: string }
  | { readonly kind: 'failed'; readonly trouble: KnownTrouble }
  | { readonly kind: 'ended'; readonly how: string };

export interface AgentWatch {
  take(news: AgentNews): void;
  ended(how: string): void;
  /** May never resolve: wait with a deadline. */
  readonly opening: Promise<Opening>;
  /** The latest trouble that was recognised. */
  known(): KnownTrouble | null;
  /** It cannot come back. */
  isOver(): boolean;
}

interface State {
  publicUrl: string | null;
  isConnected: boolean;
  isReady: boolean;
  isOver: boolean;
  known: KnownTrouble | null;
}

/** `report` is told of trouble from the moment on that it is ready. */
export function watchAgent(program: string, report: (text: string) => void): AgentWatch {
  const state: State = { publicUrl: null, isConnected: false, isReady: false, isOver: false, known: null };
  let settle: (opening: Opening) => void = () => undefined;
  const opening = new Promise<Opening>((resolve) => {
    settle = resolve;
  });
  const over = (text: string): void => {
    if (!state.isOver && state.isReady) report(text);
    state.isOver = true;
  };
  return {
    opening,
    known: () => state.known,
    isOver: () => state.isOver,
    ended(how) {
      settle({ kind: 'ended', how });
      over(`${program} has ended (${how}).${state.known === null ? '' : ` ${state.known.means}`}`);
    },
    take(news) {
      switch (news.kind) {
        case 'address':
          if (state.publicUrl !== null && state.publicUrl !== news.publicUrl)
            over(`${program} has another address now.`);
          state.publicUrl ??= news.publicUrl;
          break;
        case 'connected':
          state.isConnected = true;
          state.known = null;
          break;
        case 'lost':
          if (state.isReady && state.isConnected) report(`${program} has lost its connection.`);
          state.isConnected = false;
          break;
        case 'trouble':
          state.known = news.trouble;
          if (!news.trouble.isFinal) break;
          settle({ kind: 'failed', trouble: news.trouble });
          over(news.trouble.means);
          break;
      }
      if (state.publicUrl === null || !state.isConnected) return;
      state.isReady = true;
      settle({ kind: 'ready', publicUrl: state.publicUrl });
    },
  };
}
