/**
 * What one call at a time waits longer because we stand between: through a session that stores and forwards, against the
 * same handler called directly.
 */
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { measureRounds, type Rounds } from '../load.ts';
import { startHttpProxy, startServer } from '../peers.ts';
import { startProduct } from '../product.ts';
import { millis, times } from '../words.ts';

const AIMS = { p50: 0.4, p99: 3 } as const;

export const latency: Figure = {
  name: 'latency',
  words: 'one call at a time: added by capture, store and forward',
  measure,
};

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const handler = await startServer(bench);
  const product = await startProduct(bench, { forward: handler.url });
  const proxy = await startHttpProxy(bench, handler.url);
  const subjects = [
    { name: 'ours', url: product.url },
    { name: 'direct', url: handler.url },
    ...(proxy === null ? [] : [{ name: 'http-proxy', url: proxy.url }]),
  ];
  const rounds = await measureRounds(bench, subjects, 1);
  return [
    row(rounds, 'p50'),
    row(rounds, 'p99'),
    ...(proxy === null
      ? []
      : [
          note(
            `http-proxy adds p50 ${addedBy(rounds, 'http-proxy', 'p50')}, p99 ${addedBy(rounds, 'http-proxy', 'p99')}.`,
          ),
        ]),
    ...rounds.failures().map(note),
  ];
}

type Quantile = keyof typeof AIMS;

function added(rounds: Rounds, name: string, quantile: Quantile): number {
  return rounds.compare([name, 'direct'], (through, direct) => through[quantile] - direct[quantile]);
}

function addedBy(rounds: Rounds, name: string, quantile: Quantile): string {
  return millis(added(rounds, name, quantile));
}

function row(rounds: Rounds, quantile: Quantile): Finding {
  return {
    kind: 'row',
    what: `${quantile} of one call, added: ${addedBy(rounds, 'ours', quantile)}`,
    ours: millis(rounds.of('ours', quantile)),
    peer: `direct ${millis(rounds.of('direct', quantile))}`,
    ratio: times(rounds.compare(['ours', 'direct'], (a, b) => a[quantile] / b[quantile])),
    aim: `added <= ${millis(AIMS[quantile])}`,
    isMet: added(rounds, 'ours', quantile) <= AIMS[quantile],
  };
}
