/**
 * The screen after a hundred thousand deliveries and under 500 calls a second: what it costs, how soon a key is answered,
 * what a frame writes, and whether a row is blank while one is drawn. Beside it the same session without a screen, and
 * a bare painter in a terminal of its own.
 * Calls are captured, not forwarded: 500 calls of a handler a second would be measured here and not the screen.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openTerminal } from '../../test/support/terminal.ts';
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { createFrames, type Frame, type Frames } from '../frames.ts';
import type { LoadResult } from '../load-task.ts';
import { benchProgram } from '../places.ts';
import { watchProcessors } from '../processor-time.ts';
import { startProduct } from '../product.ts';
import { EVENTS_A_SECOND, fill, load, openScreenSession, SCREEN_SIZE, type ScreenSession } from '../screen-session.ts';
import { median, percentile } from '../statistics.ts';
import { tornRows } from '../torn-rows.ts';
import { bytes, millis, percent, perSecond, times } from '../words.ts';

const MOST = { processor: 0.35, keyMs: 25, pinnedBytes: 500 } as const;

export const screen: Figure = {
  name: 'screen',
  words: `the screen after 100,000 deliveries (10,000 with --quick), under ${EVENTS_A_SECOND} calls a second`,
  measure,
};

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const session = await openScreenSession(bench);
  const { failures } = await fill(bench, session.url, bench.isQuick ? 10_000 : 100_000);
  const still = await processorShare(session.pid, roundMs(bench));
  const rounds = await measureProcessor(bench, session);
  const { frames: following } = await drawn(bench, session);
  session.terminal.press('Down');
  session.terminal.press('Down');
  const pinned = await drawn(bench, session);
  const keys = await measureKeys(bench, session);
  const torn = await tornRows([...following, ...pinned.frames, ...keys.frames], SCREEN_SIZE);
  return [
    processorRow(rounds),
    keyRow(keys),
    ...pinnedRows(pinned, following),
    tornRow(torn, following.length + pinned.frames.length + keys.frames.length),
    note(`At rest: ${percent(still)} of one core. Pinned: ${percent(pinned.share)}.`),
    note(`Following: ${bytes(bytesOf(following))} a frame, ${framesASecond(following)} frames a second.`),
    note(callsText(rounds)),
    ...(failures === 0 ? [] : [note(`${failures} calls were not answered 2xx.`)]),
  ];
}

function roundMs({ isQuick }: Bench): number {
  return isQuick ? 2000 : 4000;
}

/** Of one core. */
async function processorShare(pid: number, ms: number): Promise<number> {
  const startedAt = performance.now();
  const used = await watchProcessors([pid]);
  await pause(ms);
  const [busy] = await used();
  return (busy ?? Number.NaN) / (performance.now() - startedAt);
}

interface Loaded extends LoadResult {
  readonly share: number;
}

/** Measured while the load is steady, neither at its beginning nor at its end. */
async function underLoad(bench: Bench, { pid, url }: Pick<ScreenSession, 'pid' | 'url'>): Promise<Loaded> {
  const loaded = load(bench, url, roundMs(bench) + 2 * MARGIN);
  await pause(MARGIN);
  const share = await processorShare(pid, roundMs(bench));
  return { ...(await loaded), share };
}

const MARGIN = 700;

interface Round {
  readonly ours: Loaded;
  readonly json: Loaded;
}

/** In turn, so that whatever else the machine does meets both. */
async function measureProcessor(bench: Bench, session: ScreenSession): Promise<readonly Round[]> {
  const json = await startProduct(bench, { forward: null });
  // Nobody is measured while its code is still being compiled.
  await fill(bench, json.url, 10_000);
  const rounds: Round[] = [];
  for (let round = 0; round < (bench.isQuick ? 3 : 7); round += 1) {
    rounds.push({ ours: await underLoad(bench, session), json: await underLoad(bench, json) });
  }
  await json.end();
  return rounds;
}

function processorRow(rounds: readonly Round[]): Finding {
  const share = median(rounds.map(({ ours }) => ours.share));
  return {
    kind: 'row',
    what: 'processor, following, of one core',
    ours: percent(share),
    peer: `--json ${percent(median(rounds.map(({ json }) => json.share)))}`,
    ratio: times(median(rounds.map(({ ours, json }) => ours.share / json.share))),
    aim: `<= ${percent(MOST.processor)}`,
    isMet: share <= MOST.processor,
  };
}

function callsText(rounds: readonly Round[]): string {
  const of = (who: keyof Round, what: 'perSecond' | 'p99'): number => median(rounds.map((round) => round[who][what]));
  const told = (who: keyof Round): string => `${perSecond(of(who, 'perSecond'))}, p99 ${millis(of(who, 'p99'))}`;
  return `Calls answered meanwhile: with the screen ${told('ours')}; --json ${told('json')}.`;
}

interface Drawn {
  readonly frames: readonly Frame[];
  readonly share: number;
}

async function drawn(bench: Bench, session: ScreenSession): Promise<Drawn> {
  session.frames.drain();
  const { share } = await underLoad(bench, session);
  return { frames: session.frames.drain(), share };
}

interface Keys extends Pick<Drawn, 'frames'> {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}

/** Ours under load, and a bare painter in turn, on the same busy machine. */
async function measureKeys(bench: Bench, { url, frames, terminal }: ScreenSession): Promise<Keys> {
  const bare = await openBareScreen(bench);
  const presses = bench.isQuick ? 60 : 200;
  const [ours, theirs]: [number[], number[]] = [[], []];
  frames.drain();
  const loaded = load(bench, url, presses * 2 * PRESS_EVERY);
  await pause(500);
  for (let press = 0; press < presses; press += 1) {
    ours.push(await keyToFrame(terminal, frames, press));
    await pause(gap(press));
    theirs.push(await keyToFrame(bare.terminal, bare.frames, press));
    await pause(gap(press));
  }
  const seen = frames.drain();
  await loaded;
  return { ours: rising(ours), bare: rising(theirs), frames: seen };
}

/** Never in step with the beat of frames. */
const PRESS_EVERY = 110;
const gap = (press: number): number => 40 + ((press * 37) % 83);

async function openBareScreen(bench: Bench): Promise<Pick<ScreenSession, 'terminal' | 'frames'>> {
  const frames = createFrames();
  const args = [benchProgram('bare-screen')];
  const terminal = openTerminal({ command: process.execPath, args, ...SCREEN_SIZE, onBytes: frames.take });
  bench.defer(() => terminal.close());
  await frames.next(() => true);
  return { terminal, frames };
}

/** Down and up by turns, within the rows in view: the row that is chosen is drawn anew. */
async function keyToFrame(terminal: ScreenSession['terminal'], frames: Frames, press: number): Promise<number> {
  const pressedAt = performance.now();
  const frame = frames.next((text) => text.includes('▶'));
  terminal.press(press % 8 < 4 ? 'Down' : 'Up');
  return (await frame).at - pressedAt;
}

function rising(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

function keyRow({ ours, bare }: Keys): Finding {
  const [p95, limit] = [percentile(ours, 95), percentile(bare, 95)];
  return {
    kind: 'row',
    what: `key to frame, p95 (p50 ${millis(percentile(ours, 50))})`,
    ours: millis(p95),
    peer: `bare painter ${millis(limit)}`,
    ratio: times(p95 / limit),
    aim: `<= ${millis(MOST.keyMs)}`,
    isMet: p95 <= MOST.keyMs,
  };
}

function bytesOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / frames.length;
}

function framesASecond(frames: readonly Frame[]): string {
  const [first, last] = [frames[0]?.at ?? Number.NaN, frames.at(-1)?.at ?? Number.NaN];
  return ((frames.length - 1) / ((last - first) / 1000)).toFixed(1);
}

function pinnedRows({ frames }: Drawn, following: readonly Frame[]): readonly Finding[] {
  const [pinned, moving] = [bytesOf(frames), bytesOf(following)];
  return [
    {
      kind: 'row',
      what: 'bytes a frame while pinned',
      ours: bytes(pinned),
      peer: `following ${bytes(moving)}`,
      ratio: times(pinned / moving),
      aim: `<= ${bytes(MOST.pinnedBytes)}`,
      isMet: pinned <= MOST.pinnedBytes,
    },
  ];
}

function tornRow(torn: number, frames: number): Finding {
  return {
    kind: 'row',
    what: 'rows blank in the midst of a frame',
    ours: String(torn),
    peer: `${frames} frames`,
    ratio: '',
    aim: '0',
    isMet: torn === 0,
  };
}
