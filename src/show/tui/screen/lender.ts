/**
 * Lends the terminal to another program, such as an editor, and takes it back: picture, keys and signals together.
 */
import type { Keyboard } from './keyboard.ts';
import { ignoreSignalsOfKeys } from './lent-signals.ts';
import type { Terminal } from './terminal.ts';

export interface Lending {
  /** False: somebody else has it. */
  readonly lend: () => Promise<boolean>;
  /** Does nothing unless it is lent. */
  readonly takeBack: () => void;
}

export function createLending(keyboard: Keyboard, terminal: Terminal): Lending {
  let heedSignals: (() => void) | null = null;
  return {
    async lend() {
      if (heedSignals !== null) return false;
      heedSignals = ignoreSignalsOfKeys();
      terminal.lend();
      await keyboard.lend();
      return true;
    },
    takeBack() {
      if (heedSignals === null) return;
      heedSignals();
      heedSignals = null;
      keyboard.takeBack();
      terminal.takeBack();
    },
  };
}
