/**
 * Texts beyond ASCII, in both forms in which JSON can carry them: `\u` escapes, as PHP writes them, and plain UTF-8, where
 * a length in letters is not a length in bytes.
 */
import type { EventDefinition } from '../../core/events.ts';
import { mapRecords, optionalTexts, writeBody } from '../bodies.ts';
import type { Check } from '../check.ts';
import { judgeCalls } from '../judge-replies.ts';
import { type Call, type Shop } from '../shop.ts';

export const unicode: Check = {
  name: 'unicode',
  words: 'Texts with háčky, emoji, right-to-left letters and combining marks, escaped and as plain UTF-8.',
  meaning: 'An order whose status has an accent in its name would be sent again and again.',
  todo: 'Read the body as bytes, count Content-Length in bytes, and store texts as UTF-8 (utf8mb4 in MySQL).',
  calls: ({ sample }) => 2 * sample.length,
  async run(shop) {
    const calls = shop.plan.sample.flatMap((event) => callsOf(event, shop));
    return judgeCalls({ check: unicode, sent: 'texts beyond ASCII, escaped and as UTF-8' }, calls, shop);
  },
};

/** Czech and Slovak letters, four bytes in UTF-8, right to left, a combining mark, a zero-width joiner. */
export const TRICKY = 'Příliš žluťoučký kůň, vďaka 🛒👩‍👧 שלום e\u0301 "\\/<b>&amp;';

function callsOf(event: EventDefinition, { bodies }: Shop): readonly Call[] {
  const lists = mapRecords(event, bodies.records(event), (record, list) => ({
    ...record,
    ...Object.fromEntries(optionalTexts(list).map(({ name }) => [name, TRICKY])),
  }));
  return [true, false].map((escaped) => ({
    label: event.name,
    body: renamed(writeBody(event, lists, { escaped }), escaped),
  }));
}

/** Not every record has a text of its own, but every call has the shop's name. */
function renamed(body: Buffer, escaped: boolean): Buffer {
  const name = escaped ? '"K\\u016f\\u0148 \\ud83d\\uded2"' : '"Kůň 🛒"';
  return Buffer.from(body.toString('utf8').replace('"demoshop"', name));
}
