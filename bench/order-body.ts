/**
 * Bodies as a shop sends them: five to fifteen records, half a kilobyte to two, one in five hundred of thirty.
 */
import { buildBody } from '../src/core/envelope.ts';
import { findEvent, type EventDefinition } from '../src/core/events.ts';
import { createRandom, type Random } from '../src/core/random.ts';
import { generateRecords } from '../src/fixture/generate.ts';

export interface BodyWish {
  readonly random: Random;
  readonly at: number;
  readonly index: number;
  readonly projectName: string;
}

export function shopBody(event: EventDefinition, { random, at, index, projectName }: BodyWish): string {
  const records = index % 500 === 499 ? 260 : random.int(5, 16);
  return buildBody(event, { projectName, lists: generateRecords(event, records, { random, at }) });
}

/** New orders without end, other ones from each first number. */
export function createOrderBodies(firstNumber: number): () => Buffer {
  const event = findEvent('Orders.create');
  if (event === undefined) throw new Error('Orders.create is not in the catalogue');
  const random = createRandom(`orders ${firstNumber}`);
  const at = Date.now();
  let index = firstNumber;
  return () => {
    index += 1;
    return Buffer.from(shopBody(event, { random, at, index, projectName: 'demoshop' }));
  };
}
