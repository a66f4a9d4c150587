/**
 * What storing costs: a session that only captures, against a bare `node:http` server that reads the same body.
 */
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { measureRounds } from '../load.ts';
import { startServer } from '../peers.ts';
import { watchProcessors } from '../processor-time.ts';
import { startProduct } from '../product.ts';
import { micros, millis, percent, perSecond, times } from '../words.ts';

/** As many as a localtunnel carries. */
const PARALLEL = 10;
const LEAST_SHARE = 0.35;
const MOST_P99 = 10;

export const capture: Figure = {
  name: 'capture',
  words: 'capture and store, against bare node:http',
  measure,
};

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const product = await startProduct(bench, { forward: null });
  const bare = await startServer(bench);
  const subjects = [
    { name: 'ours', url: product.url },
    { name: 'bare', url: bare.url },
  ];
  const used = await watchProcessors([product.pid, bare.pid]);
  const rounds = await measureRounds(bench, subjects, PARALLEL);
  const [ours, theirs] = await used();
  const share = rounds.compare(['ours', 'bare'], (a, b) => a.perSecond / b.perSecond);
  const p99 = rounds.of('ours', 'p99');
  const kept = await product.end();
  const perCall = { ours: micros(ours, rounds.sent('ours')), bare: micros(theirs, rounds.sent('bare')) };
  return [
    {
      kind: 'row',
      what: `calls a second, ${PARALLEL} at once`,
      ours: perSecond(rounds.of('ours', 'perSecond')),
      peer: `node:http ${perSecond(rounds.of('bare', 'perSecond'))}`,
      ratio: percent(share),
      aim: `>= ${percent(LEAST_SHARE)}`,
      isMet: share >= LEAST_SHARE,
    },
    {
      kind: 'row',
      what: 'p99 of the same calls',
      ours: millis(p99),
      peer: `node:http ${millis(rounds.of('bare', 'p99'))}`,
      ratio: times(rounds.compare(['ours', 'bare'], (a, b) => a.p99 / b.p99)),
      aim: `<= ${millis(MOST_P99)}`,
      isMet: p99 <= MOST_P99,
    },
    ...rounds.failures().map(note),
    note(`Processor time a call: ours ${perCall.ours}, node:http ${perCall.bare}.`),
    note(`Calls made: ${rounds.sent('ours')}; deliveries of the session: ${kept}.`),
  ];
}
