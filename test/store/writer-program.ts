/**
 * Writes calls into a history as fast as it can, every 20th of them 500 kB, and names each one on stdout after its first
 * write has returned. Arguments: directory, session, how many (0: until it is killed).
 */
import { writeSync } from 'node:fs';
import { openHistory } from '../../src/store/history.ts';
import { received, settled } from './samples.ts';

const [dir = '', session = '', count = '0'] = process.argv.slice(2);
const history = openHistory({ dir, now: Date.now, session });
const limit = Number(count) || Infinity;

for (let index = 0; index < limit; index += 1) {
  const text = `${session}/${index}/`;
  const body = index % 20 === 19 ? Buffer.alloc(500_000, text) : Buffer.from(text);
  const { delivery, attempt } = history.received(received({ at: Date.now(), body, key: text }));
  writeSync(1, `${delivery} ${text}\n`);
  if (index % 3 !== 2) history.settled(settled(attempt));
}
history.close();
