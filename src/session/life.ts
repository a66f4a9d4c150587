/**
 * When and why a session ends. In: who asks for the end, and what broke. Out: a signal for everything that is going on, and
 * the reason and exit code as they stand when all is cleaned up.
 */
import type { EndReason } from '../core/record.ts';
import type { SessionHistory } from './starting.ts';

export interface Ending {
  readonly reason: EndReason;
  /** Wins over what the verdicts would give: 130 for Ctrl-C, 143, 129. */
  readonly exit?: number;
}

/** The end that was asked for, and the history until then. */
export interface Life {
  /** Aborted with the first asking. */
  readonly signal: AbortSignal;
  end(ending: Ending): void;
  /** Something of ours broke: said by the exit code also when the end had been asked for, unless a signal did. */
  crash(exit: number): void;
  readonly asked: Promise<void>;
  /** The end as it stands now. */
  ending(): Ending;
  /** After the last record. */
  isOver(): boolean;
  finish(): void;
  attach(history: SessionHistory | null): void;
  history(): SessionHistory | null;
}

export function createLife(): Life {
  const controller = new AbortController();
  const { signal } = controller;
  let attached: SessionHistory | null = null;
  let ending: Ending = { reason: 'quit' };
  let isOver = false;
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const end = (first: Ending): void => {
    if (signal.aborted) return;
    ending = first;
    answer();
    controller.abort();
  };
  return {
    signal,
    asked,
    end,
    crash(exit) {
      if (!signal.aborted) end({ reason: 'error', exit });
      else ending = { ...ending, exit: ending.exit ?? exit };
    },
    ending: () => ending,
    isOver: () => isOver,
    finish: () => {
      isOver = true;
    },
    attach: (history) => {
      attached = history;
    },
    history: () => attached,
  };
}
