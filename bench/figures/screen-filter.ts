/**
 * Typing a filter over a hundred thousand deliveries of the session, letter by letter: from each key to the frame in which
 * the list shows what fits and all of it is counted. Beside it the same looks as bare queries of the store, without a
 * screen and without anything else to do.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openHistory } from '../../src/store/history.ts';
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { EVENTS_A_SECOND, fill, load, openScreenSession, type ScreenSession } from '../screen-session.ts';
import { percentile } from '../statistics.ts';
import { millis, times } from '../words.ts';

interface Kind {
  readonly words: string;
  readonly most: number;
  /** What stands before the letters that are measured, and these: some are in every body, some in few, some in none. */
  readonly typed: readonly (readonly [string, string])[];
}

const KINDS: readonly Kind[] = [
  {
    words: 'columns',
    most: 50,
    typed: [
      ['status:', '418'],
      ['status:', '>=500'],
      ['verdict:', 'repeats'],
      ['key:', '9000211'],
      ['event:', 'Orders.up'],
      ['ms:', '>900'],
      ['attempt:', '>1'],
      ['-event:', '*.create'],
    ],
  },
  {
    words: 'bodies',
    most: 150,
    typed: [
      ['body:', 'mikina'],
      ['body:', 'demoshop'],
      ['body:', 'nowhere'],
      ['', 'xyzzy'],
      ['', 'Received'],
    ],
  },
];

export const screenFilter: Figure = {
  name: 'screen-filter',
  words: 'typing a filter over 100,000 deliveries of the session (10,000 with --quick), from key to answer',
  measure,
};

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const session = await openScreenSession(bench);
  await fill(bench, session.url, bench.isQuick ? 10_000 : 100_000);
  const findings: Finding[] = [];
  for (const kind of KINDS) {
    const bare = measureBare(session.dataDir, kind);
    const atRest = await measureTyping(session, kind);
    const loaded = load(bench, session.url, 2 * kind.typed.length * TYPING_TAKES);
    await pause(SETTLE);
    const underLoad = await measureTyping(session, kind);
    const { failures, p99 } = await loaded;
    findings.push(row(kind, { when: 'at rest', ours: atRest, bare }));
    findings.push(row(kind, { when: `under ${EVENTS_A_SECOND} calls a second`, ours: underLoad, bare }));
    findings.push(note(`${kind.words}: calls meanwhile p99 ${millis(p99)}, ${failures} not answered 2xx.`));
  }
  return findings;
}

const SETTLE = 500;
/** About as long as one text takes. */
const TYPING_TAKES = 1500;
/** Between two letters: a quick typist. */
const BETWEEN_KEYS = 90;

async function measureTyping({ terminal }: ScreenSession, { typed }: Kind): Promise<readonly number[]> {
  const took: number[] = [];
  for (const [before, letters] of typed) {
    terminal.press('/');
    await terminal.waitFor((rows) => rows.some((one) => one.startsWith(' / ')));
    terminal.press(before);
    let text = before;
    await terminal.waitFor((rows) => isAnswered(rows, text));
    for (const letter of letters) {
      await pause(BETWEEN_KEYS);
      text += letter;
      const pressedAt = performance.now();
      terminal.press(letter);
      await terminal.waitFor((rows) => isAnswered(rows, text));
      took.push(performance.now() - pressedAt);
    }
    terminal.press('Escape');
    await terminal.waitFor((rows) => !rows.some((one) => one.startsWith(' / ')));
  }
  return took.toSorted((a, b) => a - b);
}

/** The text stands in its line, and below it is said how many fit, or what is wrong with it. */
function isAnswered(rows: readonly string[], text: string): boolean {
  const at = rows.findIndex((one) => one.trimEnd() === ` / ${text}`.trimEnd());
  return at !== -1 && !(rows[at + 1] ?? '').includes('Counting');
}

function measureBare(dir: string, { typed }: Kind): readonly number[] {
  const history = openHistory({ dir, now: Date.now, session: null });
  const texts = typed.flatMap(([before, letters]) => Array.from(letters, (_, at) => before + letters.slice(0, at + 1)));
  const took = texts.map((filter) => {
    const begunAt = performance.now();
    try {
      history.page({ before: null, limit: 1000, filter });
    } catch {
      // Half a word that cannot be read yet.
    }
    return performance.now() - begunAt;
  });
  history.close();
  return took.toSorted((a, b) => a - b);
}

interface Measured {
  readonly when: string;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}

function row({ words, most }: Kind, { when, ours, bare }: Measured): Finding {
  const [p95, limit] = [percentile(ours, 95), percentile(bare, 95)];
  return {
    kind: 'row',
    what: `${words}, ${when}, p95 (p50 ${millis(percentile(ours, 50))})`,
    ours: millis(p95),
    peer: `bare queries ${millis(limit)}`,
    ratio: times(p95 / limit),
    aim: `<= ${millis(most)}`,
    isMet: p95 <= most,
  };
}
