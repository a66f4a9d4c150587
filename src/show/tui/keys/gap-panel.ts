/**
 * Rows of the key table: in the panel of what may have been missed.
 */
import type { Binding } from './binding.ts';

const MODES = ['gaps'] as const;

export const IN_GAPS: readonly Binding[] = [
  {
    does: { up: 'up', k: 'up', down: 'down', j: 'down' },
    shown: '↑↓',
    words: 'choose a change (k j too)',
    brief: { gaps: 'choose' },
    keep: 5,
    modes: MODES,
    needs: [],
  },
  {
    does: { l: 'list-missed' },
    shown: 'l',
    words: 'list what has changed since, and never came here; again: a page more of each list',
    brief: { gaps: 'list' },
    keep: 9,
    modes: MODES,
    needs: [],
  },
  {
    does: { ' ': 'take' },
    shown: 'Space',
    words: 'take the chosen change along, or leave it out',
    brief: { gaps: 'take' },
    keep: 7,
    modes: MODES,
    needs: [],
  },
  {
    does: { a: 'take-all' },
    shown: 'a',
    words: 'take all, or none',
    brief: { gaps: 'all' },
    keep: 4,
    modes: MODES,
    needs: [],
  },
  {
    does: { enter: 'pick' },
    shown: 'Enter',
    words: 'play those that are taken to the handler',
    brief: { gaps: 'play' },
    keep: 8,
    modes: MODES,
    needs: ['handler'],
  },
  {
    does: { r: 'check-gaps' },
    shown: 'r',
    words: 'ask the shop for its last calls, about gaps that were not looked into',
    brief: { gaps: 'ask' },
    keep: 3,
    modes: MODES,
    needs: [],
  },
  {
    does: { escape: 'close', q: 'close', c: 'close' },
    shown: 'Esc',
    words: 'close (c q too)',
    brief: { gaps: 'close' },
    keep: 10,
    modes: MODES,
    needs: [],
  },
];
