/**
 * Capture, store and forward to a trivial handler, against two programs that stand in the same place: `http-proxy`, which
 * stores nothing, and `mitmdump`, which records to a file.
 */
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { measureRounds, type Rounds } from '../load.ts';
import { startHttpProxy, startMitmdump, startServer } from '../peers.ts';
import { startProduct } from '../product.ts';
import { perSecond, times } from '../words.ts';

const PARALLEL = 10;
const PEERS = [
  { name: 'http-proxy', start: startHttpProxy, aim: 1, missing: 'npm could not get http-proxy; left out.' },
  {
    name: 'mitmdump',
    start: startMitmdump,
    aim: 10,
    missing: 'mitmdump (package mitmproxy) is not installed; left out.',
  },
] as const;

export const forward: Figure = {
  name: 'forward',
  words: 'capture, store and forward, against http-proxy and mitmdump',
  measure,
};

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const handler = await startServer(bench);
  const product = await startProduct(bench, { forward: handler.url });
  const subjects = [{ name: 'ours', url: product.url }];
  const findings: Finding[] = [];
  for (const { name, start, missing } of PEERS) {
    const peer = await start(bench, handler.url);
    if (peer === null) findings.push(note(missing));
    else subjects.push({ name, url: peer.url });
  }
  const rounds = await measureRounds(bench, subjects, PARALLEL);
  const kept = await product.end();
  return [
    ...PEERS.filter(({ name }) => subjects.some((subject) => subject.name === name)).map((peer) => row(rounds, peer)),
    ...findings,
    ...rounds.failures().map(note),
    note(`Calls made: ${rounds.sent('ours')}; deliveries of the session: ${kept}.`),
  ];
}

function row(rounds: Rounds, { name, aim }: { readonly name: string; readonly aim: number }): Finding {
  const ratio = rounds.compare(['ours', name], (a, b) => a.perSecond / b.perSecond);
  return {
    kind: 'row',
    what: `calls a second, ${PARALLEL} at once`,
    ours: perSecond(rounds.of('ours', 'perSecond')),
    peer: `${name} ${perSecond(rounds.of(name, 'perSecond'))}`,
    ratio: times(ratio),
    aim: `>= ${times(aim)}`,
    isMet: ratio >= aim,
  };
}
