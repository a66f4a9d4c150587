/**
 * Rows of the key table: reading a body, comparing, and taking a delivery along.
 */
import { WORKING, type Binding } from './binding.ts';

export const INSPECTING: readonly Binding[] = [
  {
    does: { '&': 'search' },
    shown: '&',
    words: 'search in the body; the next match is shown with every letter',
    brief: { detail: 'search' },
    keep: 9,
    modes: WORKING,
    needs: ['not-ending', 'row', 'body'],
  },
  {
    does: { n: 'match-next', N: 'match-previous' },
    shown: 'n N',
    words: 'the next or the previous match in the body; without a search, to what is no JSON in it',
    brief: { detail: 'matches' },
    keep: 6,
    modes: ['detail'],
    needs: ['not-ending', 'row', 'body', 'search'],
  },
  {
    does: { z: 'fold', Z: 'fold-all' },
    shown: 'z Z',
    words: 'fold the object or list at the cursor, or unfold it; Z: all like it, or unfold everything',
    brief: { detail: 'fold' },
    keep: 8,
    modes: ['detail'],
    needs: ['not-ending', 'row', 'body'],
  },
  {
    does: { v: 'verbatim' },
    shown: 'v',
    words: 'letters of the body as they were sent, such as \\u010d, or as they are read',
    brief: { detail: 'as sent' },
    keep: 2,
    modes: ['detail'],
    needs: ['not-ending', 'row', 'body'],
  },
  {
    does: { d: 'differences' },
    shown: 'd',
    words: 'what differs from the previous delivery of the same key',
    brief: { list: 'diff', detail: 'diff' },
    keep: 4,
    modes: WORKING,
    needs: ['not-ending', 'row'],
  },
  {
    does: { o: 'open-record' },
    shown: 'o',
    words: 'the whole order, product, customer ... from the shop; says the price in API calls first',
    brief: { list: "shop's record", detail: "shop's record" },
    keep: 5,
    modes: WORKING,
    needs: ['running', 'row', 'subject'],
  },
  {
    does: { y: 'open-copy' },
    shown: 'y',
    words: "copy to the terminal's clipboard: body, curl command, address, id",
    brief: { list: 'copy', detail: 'copy' },
    keep: 5,
    modes: WORKING,
    needs: ['running', 'row'],
  },
  {
    does: { x: 'open-export' },
    shown: 'x',
    words: 'export to a file: as history export writes it in json, as a curl script, or the body alone',
    brief: { detail: 'export' },
    keep: 3,
    modes: WORKING,
    needs: ['running', 'row'],
  },
];
