/**
 * Every fault in a session of the real program, called by curl and by Node's fetch: what they see, what is recorded, what
 * Upgates would conclude. The tables of docs/break-things.md are made of it; `UPDATE_DOCS=1` writes the page anew.
 */
import { execFile, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { PRESETS } from '../../src/faults/presets.ts';
import { breakThingsPage, cellsOfFault, cellsOfRow, type FaultSeen, type RowSeen } from '../docs/break-things.ts';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';
import { credentialsFor, startShopDouble, type ShopDouble } from '../support/shop-double.ts';

const PAGE = new URL('../../docs/break-things.md', import.meta.url);

const ONCE = [
  '',
  'status=503',
  'status=201',
  'delay=500',
  'delay=1500',
  'delay=1400-1600',
  'delay=500,status=503',
  'connection=reset',
  'connection=empty',
  'connection=truncate',
  'connection=garbage',
  'connection=drip',
  'connection=hang',
  'status=503,connection=truncate',
  'phase=before,status=503',
  'phase=before,connection=reset',
];

const IN_A_ROW = [
  'status=500,times=2',
  'status=500,skip=2',
  'status=500,every=2',
  'status=500,probability=0.5',
  'status=500,for=10m',
  'status=500,event=Products.*',
  'status=500,match=body:9000003 OR body:9000005',
  ...[...PRESETS.keys()].filter((name) => !['slow', 'silent'].includes(name)),
];

/** Sessions at once: most of their time they wait. */
const AT_ONCE = 4;
const PATIENCE = 2000;

let handler: TestHandler;

beforeAll(async () => {
  handler = await startHandler({ kind: 'answer', status: 200, body: '{"ok":true}' });
});

afterAll(() => handler.close());

interface Place {
  readonly program: Program;
  readonly shop: ShopDouble;
  call(event: string, number: number, by: Caller): Promise<string>;
  attempt(number: number): Promise<JsonLine>;
}

type Caller = (url: URL, body: string) => Promise<string>;

async function listening(spec: string): Promise<Place> {
  const [shop, folder] = [await startShopDouble(), await temporaryFolder()];
  const fault = spec === '' ? [] : ['--fault', spec];
  const events = ['--event', 'Orders.create', '--event', 'Products.update'];
  const args = [
    'listen',
    '--json',
    '--tunnel',
    'none',
    '--seed',
    'docs',
    ...events,
    '--forward',
    handler.url,
    ...fault,
  ];
  const env = { ...credentialsFor(shop), HOME: folder.path, XDG_STATE_HOME: folder.path };
  const program = startProgram({ args, cwd: folder.path, env });
  const close = async (): Promise<void> => {
    program.kill('SIGTERM');
    await program.exit;
    await shop.close();
    await folder.remove();
  };
  onTestFinished(close, 60_000);
  await program.line(({ kind }) => kind === 'ready');
  return {
    program,
    shop,
    call: (event, number, by) => by(new URL(shop.webhooks.find((one) => one.event === event)?.url ?? ''), body(number)),
    attempt: (number) => program.line((line) => line.kind === 'attempt' && line['key'] === String(number)),
  };
}

const body = (number: number): string =>
  `{"orders":[{"order_number":"${number}"}],"products":[{"product_id":${number}}]}`;

const hasCurl = spawnSync('curl', ['--version']).status === 0;
/** Other versions name the same errors of fetch otherwise. */
const isNodeOfPage = process.versions.node.startsWith('20.');

/** Curl's own words for its exit codes, from its manual. */
const CURL_EXITS: Readonly<Record<number, string>> = {
  1: 'unsupported protocol',
  18: 'partial file',
  28: 'timed out',
  52: 'empty reply',
  56: 'failure in receiving',
};

const byCurl: Caller = (url, text) =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const words = ['--silent', '--output', '-', '--write-out', '\n%{http_code}', '--max-time', String(PATIENCE / 1000)];
    const given = ['--noproxy', '*', '--header', 'Content-Type: application/json', '--data', text, url.href];
    execFile('curl', [...words, ...given], { encoding: 'latin1' }, (error, stdout) => {
      const status = stdout.split('\n').at(-1) ?? '';
      const exit = error === null ? 0 : Number(error.code);
      const got = status === '000' ? '' : ` after ${status}`;
      const seen = exit === 0 ? status : `exit ${exit}, ${CURL_EXITS[exit] ?? 'see its manual'}${got}`;
      resolve(seen + later(performance.now() - startedAt));
    });
  });

const byFetch: Caller = async (url, text) => {
  const startedAt = performance.now();
  const credentials = Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
  const headers = { 'Content-Type': 'application/json', Authorization: `Basic ${credentials.toString('base64')}` };
  const target = url.origin + url.pathname;
  const signal = AbortSignal.timeout(PATIENCE);
  const seen = await fetch(target, { method: 'POST', body: text, headers, signal })
    // Only who reads the body notices that a half is missing.
    .then(async (response) => (await response.text(), String(response.status)))
    .catch(errorWords);
  return seen + later(performance.now() - startedAt);
};

function errorWords(error: unknown): string {
  const { name, cause } = error as Error;
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return code === undefined ? name : `${name}: ${code}`;
}

/** In half seconds; nothing for what comes at once. */
function later(ms: number): string {
  const halves = Math.round(ms / 500) / 2;
  return halves === 0 ? '' : `, after ${halves} s`;
}

async function seeOnce(spec: string): Promise<FaultSeen> {
  const place = await listening(spec);
  const curl = hasCurl ? await place.call('Orders.create', 1, byCurl) : '';
  const fetched = await place.call('Orders.create', 2, byFetch);
  const line = await place.attempt(2);
  const { handler: theirs, answer, verdict, why, fault } = line as JsonLine & Told;
  expect(fault).toBe(spec === '' ? null : spec);
  return {
    spec,
    curl,
    fetch: fetched,
    record: `handler ${deed(theirs)}, answer ${deed(answer)}`,
    verdict: `${SIGNS[verdict] ?? ''} \`${verdict}\``,
    why: why.replaceAll(/after \d+ ms/g, 'after … ms'),
  };
}

interface Told {
  readonly handler: Deed | null;
  readonly answer: Deed | null;
  readonly verdict: string;
  readonly why: string;
  readonly fault: string | null;
}

type Deed = { readonly status: number } | { readonly error: string } | { readonly connection: string };

const SIGNS: Readonly<Record<string, string>> = { delivered: '✓', repeats: '↻', 'timed-out': '⚠' };

function deed(done: Deed | null): string {
  if (done === null) return 'not called';
  return `\`${Object.values(done)[0] ?? ''}\``;
}

async function seeInARow(spec: string): Promise<RowSeen> {
  const place = await listening(spec);
  const before = handler.calls.length;
  const answers: string[] = [];
  for (let number = 9_000_001; number <= 9_000_006; number += 1) {
    const event = number === 9_000_006 ? 'Products.update' : 'Orders.create';
    answers.push((await place.call(event, number, byFetch)).replace(/,.*/, ''));
  }
  return { spec, answers, handlerCalls: handler.calls.length - before };
}

/** In order, some at once. */
async function inTurns<In, Out>(items: readonly In[], atOnce: number, act: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const left = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) results[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** What a busy machine has shifted by half a second, or answered too late, is looked at again. */
async function lookedAgain<Row extends { readonly spec: string }>(
  first: Row,
  isAsKept: (row: Row) => boolean,
  again: (spec: string) => Promise<Row>,
): Promise<Row> {
  let row = first;
  for (let left = 4; left > 0 && !isAsKept(row); left -= 1) row = await again(first.spec);
  return row;
}

/** Cells of the page, from wherever such a row stands. */
function holds(page: string, cells: readonly string[]): boolean {
  return page.includes(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
}

it.runIf(hasCurl && isNodeOfPage)(
  'docs/break-things.md shows what faults do; UPDATE_DOCS=1 writes it anew',
  async () => {
    const isUpdate = process.env['UPDATE_DOCS'] === '1';
    const kept = isUpdate ? '' : (await readFile(PAGE, 'utf8')).replaceAll(/ +/g, ' ');
    const faults = await inTurns(await inTurns(ONCE, AT_ONCE, seeOnce), 1, (row) =>
      lookedAgain(row, (one) => isUpdate || holds(kept, cellsOfFault(one)), seeOnce),
    );
    // One handler counts for all of them.
    const rows = await inTurns(await inTurns(IN_A_ROW, 1, seeInARow), 1, (row) =>
      lookedAgain(row, (one) => isUpdate || holds(kept, cellsOfRow(one)), seeInARow),
    );
    const page = await format(breakThingsPage({ faults, rows }), {
      ...(await resolveConfig(PAGE)),
      parser: 'markdown',
    });
    if (isUpdate) await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  },
  240_000,
);
