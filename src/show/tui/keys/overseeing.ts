/**
 * Rows of the key table: finding one's way in a long list, and looking after tunnel, handler and webhooks.
 */
import { MODES, WORKING, type Binding } from './binding.ts';

export const OVERSEEING: readonly Binding[] = [
  {
    does: { m: 'mark' },
    shown: 'm',
    words: 'mark the chosen delivery, or take the mark away; the filter marked:true finds it',
    brief: { list: 'mark' },
    keep: 3,
    modes: WORKING,
    needs: ['not-ending', 'row'],
  },
  {
    does: { ']': 'failure-below', '[': 'failure-above' },
    shown: '[ ]',
    words: 'to the next newer ([) or older (]) delivery that went wrong, or would have without us',
    brief: { list: 'failures' },
    keep: 3,
    modes: WORKING,
    needs: ['not-ending', 'row'],
  },
  {
    does: { u: 'unfold' },
    shown: 'u',
    words: 'unfold the earlier attempts of the chosen delivery in the list, or fold them',
    brief: { list: 'unfold' },
    keep: 2,
    modes: WORKING,
    needs: ['not-ending', 'row'],
  },
  {
    does: { w: 'open-webhooks' },
    shown: 'w',
    words: "webhooks: all of the shop's, with the last good and bad call; make, switch, delete",
    brief: { list: 'webhooks' },
    keep: 4,
    modes: WORKING,
    needs: ['running'],
  },
  {
    does: { i: 'open-health' },
    shown: 'i',
    words: 'health: tunnel and its round trips, handler, API calls, history, notices',
    brief: { list: 'health' },
    keep: 4,
    modes: WORKING,
    needs: ['running'],
  },
  {
    does: { c: 'open-gaps' },
    shown: 'c',
    words:
      'catch up: what may have been missed while this machine slept or the tunnel was dead; listed and played on request',
    brief: { list: 'catch up' },
    keep: 8,
    modes: WORKING,
    needs: ['running', 'gap'],
  },
  {
    does: { 'ctrl-z': 'suspend' },
    shown: 'Ctrl-Z',
    words: 'stop the program and go back to the shell: no call is answered until fg (or bg, without the screen)',
    brief: {},
    keep: 0,
    modes: MODES,
    needs: [],
  },
];
