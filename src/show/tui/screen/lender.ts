/**
 * Lends the terminal to another program and takes it back: picture, keys and signals together. An editor is a program of
 * ours: it may leave the terminal as it likes, and the keys typed into it are no signals for us. A shell looks after the
 * terminal by itself.
 */
import type { Keyboard } from './keyboard.ts';
import { ignoreSignalsOfKeys } from './lent-signals.ts';
import { rememberModes } from './modes.ts';
import type { Terminal } from './terminal.ts';

export type Borrower = 'editor' | 'shell';

export interface Lending {
  /** False: somebody else has it. */
  readonly lend: (to: Borrower) => Promise<boolean>;
  /** Does nothing unless it is lent. */
  readonly takeBack: () => void;
}

export function createLending(keyboard: Keyboard, terminal: Terminal): Lending {
  let undo: (() => void) | null = null;
  return {
    async lend(to) {
      if (undo !== null) return false;
      const heedSignals = to === 'editor' ? ignoreSignalsOfKeys() : (): void => undefined;
      undo = heedSignals;
      terminal.lend();
      await keyboard.lend();
      if (to === 'shell' || undo === null) return true;
      const restoreModes = rememberModes();
      undo = (): void => {
        restoreModes();
        heedSignals();
      };
      return true;
    },
    takeBack() {
      if (undo === null) return;
      undo();
      undo = null;
      keyboard.takeBack();
      terminal.takeBack();
    },
  };
}
