/**
 * Keys in a window too small for the screen: nothing can be seen in it, so nothing is chosen, and only the ways out are
 * open. In: a key, and what is open. Out: what the key finds open; null where it does nothing.
 */
import type { Press } from '../key-names.ts';
import type { Ui } from './model.ts';
import { NO_OVERLAY } from './overlay.ts';

const WAYS_OUT: readonly string[] = ['q', 'ctrl-c', 'ctrl-z', 'ctrl-l'];

export function openForKey(press: Press, ui: Ui): Ui | null {
  if (press.kind === 'paste') return null;
  if (ui.overlay.kind === 'leaving') return ui;
  if (!WAYS_OUT.includes(press.name)) return null;
  // In a panel it would be a letter, or close that.
  return press.name === 'q' ? { ...ui, overlay: NO_OVERLAY } : ui;
}
