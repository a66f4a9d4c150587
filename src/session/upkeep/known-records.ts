/**
 * Records of the shop that this session has asked for: in memory only, the ones asked for last, within a bound.
 */
import type { KnownRecord, KnownRecords } from '../view.ts';

const MOST_RECORDS = 100;
const MOST_BYTES = 16_000_000;

/** What was asked for longest ago goes first where there are too many. */
export function withRecord(before: KnownRecords, key: string, known: KnownRecord): KnownRecords {
  const all = [...[...before].filter(([other]) => other !== key), [key, known] as const];
  let bytes = 0;
  const kept = all.toReversed().filter(([, { answer }], index) => {
    bytes += answer?.kind === 'found' ? answer.json.length : 0;
    return index === 0 || (index < MOST_RECORDS && bytes <= MOST_BYTES);
  });
  return new Map(kept.toReversed());
}
