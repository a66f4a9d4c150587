/**
 * The same work through the programs people use for it: calls of a shop, ten at once, to one trivial handler. Beside the
 * speed stands what decides here, what the shop is told: of a 201, of a handler that is down, of one that says nothing.
 */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { putLoad } from '../load.ts';
import type { LoadResult } from '../load-task.ts';
import { residentBytes } from '../memory.ts';
import { callOnce } from '../one-call.ts';
import {
  startCountingHandler,
  startHttpProxy,
  startLocaltunnel,
  startMitmdump,
  startSmee,
  startTunnelServer,
  type CountingHandler,
  type Peer,
} from '../peers.ts';
import { startProduct } from '../product.ts';
import { median } from '../statistics.ts';
import { askHandler } from '../told.ts';
import { megabytes, millis, perSecond } from '../words.ts';

type Start = (bench: Bench, target: string) => Promise<Peer | null>;

const CONTESTANTS: readonly { readonly name: string; readonly start: Start }[] = [
  { name: 'upgates-dev', start: (bench, forward) => startProduct(bench, { forward }) },
  { name: 'http-proxy', start: startHttpProxy },
  { name: 'mitmdump', start: startMitmdump },
  { name: 'upgates-dev, localtunnel', start: startThroughTunnel },
  { name: 'localtunnel alone', start: startLocaltunnel },
  { name: 'smee-client, relay', start: startSmee },
];

const HEAD = ['', 'at the handler', 'p50', 'p99', 'lost', 'memory', 'bytes', 'a 201 is', 'silent', 'down'] as const;
const PARALLEL = 10;

export const peers: Figure = {
  name: 'peers',
  words: `the same calls, ${PARALLEL} at once, through programs people use: speed, and what the shop is told`,
  measure,
};

async function startThroughTunnel(bench: Bench, forward: string): Promise<Peer> {
  return startProduct(bench, { forward, tunnel: await startTunnelServer(bench) });
}

interface Contestant extends Peer {
  readonly name: string;
  readonly handler: CountingHandler;
  readonly rounds: Round[];
}

interface Round {
  readonly load: LoadResult;
  /** Calls a second as they arrive at the handler. */
  readonly perSecond: number;
  readonly lost: number;
}

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const [calls, rounds] = bench.isQuick ? [300, 2] : [2000, 5];
  const contestants: Contestant[] = [];
  const missing: string[] = [];
  for (const { name, start } of CONTESTANTS) {
    const handler = await startCountingHandler(bench);
    const peer = await start(bench, handler.url);
    if (peer === null) missing.push(name);
    else contestants.push({ name, ...peer, handler, rounds: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of contestants) contestant.rounds.push(await play(bench, contestant, calls));
  }
  const rows: (readonly string[])[] = [];
  for (const contestant of contestants) rows.push(await rowOf(contestant));
  return [
    { kind: 'table', head: HEAD, rows },
    ...missing.map((name) => note(`${name} is not to be had here; left out.`)),
    note(
      `Medians of ${rounds} rounds of ${calls} calls, 1 kB each, one program after another; each has a handler of its own.`,
    ),
    note('p50 and p99 are what the caller waits; the relay answers before it knows anything.'),
    note('lost: calls that the caller made and the handler never saw, over all rounds.'),
    note(
      'silent: a handler that says nothing. down: nothing listens. Upgates waits a second, then counts it as delivered.',
    ),
  ];
}

async function play(bench: Bench, { url, handler }: Contestant, calls: number): Promise<Round> {
  await askHandler(handler.url, 'anew');
  const load = await putLoad(bench, { url, parallel: PARALLEL, ms: 0, calls, warmUpMs: 0 });
  const told = await untilQuiet(handler.url, load.sent);
  const seconds = (told.lastAt - told.firstAt) / 1000;
  return { load, perSecond: told.calls / seconds, lost: Math.max(0, load.sent - told.calls) };
}

/** All have come, or none has for a while. */
async function untilQuiet(url: string, wanted: number): ReturnType<typeof askHandler> {
  let before = await askHandler(url, 'told');
  for (let quiet = 0; quiet < 20 && before.calls < wanted; quiet += 1) {
    await pause(100);
    const now = await askHandler(url, 'told');
    if (now.calls > before.calls) quiet = 0;
    before = now;
  }
  return before;
}

/** Spaces, an escape and a number that an unwary program writes anew. */
const ODD_BODY = '{ "project_name":"demoshop" , "orders":[ {"order_number":"\\u010d1", "status_id":1.0} ] }';

async function rowOf({ name, pid, url, handler, rounds }: Contestant): Promise<readonly string[]> {
  const memory = await residentBytes(pid);
  await callOnce(url, ODD_BODY);
  const { lastSha } = await askHandler(handler.url, 'told');
  const isSame = lastSha === createHash('sha256').update(ODD_BODY).digest('hex');
  const created = await callOnce(url, '{"project_name":"created","orders":[]}');
  const silent = await callOnce(url, '{"project_name":"silent","orders":[]}');
  await handler.end();
  const down = await callOnce(url, '{"project_name":"down","orders":[]}');
  const of = (read: (round: Round) => number): number => median(rounds.map(read));
  return [
    name,
    perSecond(of((round) => round.perSecond)),
    millis(of(({ load }) => load.p50)),
    millis(of(({ load }) => load.p99)),
    String(rounds.reduce((sum, { lost }) => sum + lost, 0)),
    megabytes(memory),
    isSame ? 'same' : 'changed',
    created.split(' ')[0] ?? '',
    silent,
    down,
  ];
}
