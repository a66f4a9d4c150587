/**
 * The largest call that Upgates makes: 5000 records (changelog of 5 September 2024), half a megabyte and more.
 */
import { describeSize } from '../../core/advice.ts';
import { MAX_RECORDS } from '../../core/events.ts';
import { writeBody } from '../bodies.ts';
import type { Check } from '../check.ts';
import { judgeRight } from '../judge-replies.ts';
import { firstEvent } from '../shop.ts';

export const batch5000: Check = {
  name: 'batch-5000',
  words: `One call with ${MAX_RECORDS} records, the most there can be.`,
  meaning: 'Mass changes in the shop come in calls of this size.',
  todo: 'Store the body as it came and answer; go through its records afterwards.',
  calls: () => 1,
  async run(shop) {
    const event = firstEvent(shop.plan);
    const body = writeBody(event, shop.bodies.records(event, MAX_RECORDS));
    const sent = `${event.name} with ${MAX_RECORDS} records (${describeSize(body.length)})`;
    return judgeRight({ check: batch5000, sent }, [await shop.call({ label: event.name, body })], shop);
  },
};
