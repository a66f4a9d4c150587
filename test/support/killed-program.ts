/**
 * The real program against a shop double, for tests that kill it: started with its own state, called under load, and
 * looked at afterwards. In: where it keeps things. Out: what the shop was told, what the shop still has.
 */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { bytesOrNull } from '../../src/store/columns.ts';
import { HISTORY_FILE } from '../../src/store/history.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { startProgram, temporaryFolder, type Program } from './program.ts';
import { credentialsFor, startShopDouble, type ShopDouble } from './shop-double.ts';

export interface Bench {
  readonly shop: ShopDouble;
  readonly folder: string;
  /** `listen --json` with more arguments; keeps everything in `data` of the folder unless told otherwise. */
  start(args?: readonly string[], env?: Readonly<Record<string, string>>): Program;
  readonly close: () => Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const shop = await startShopDouble();
  const folder = await temporaryFolder();
  const started: Program[] = [];
  return {
    shop,
    folder: folder.path,
    start(args = [], env = {}) {
      const all = ['listen', '--json', '--tunnel', 'none', '--event', 'Orders.*'];
      const place =
        args.includes('--data-dir') || 'XDG_STATE_HOME' in env ? [] : ['--data-dir', dataDirOf(folder.path)];
      const program = startProgram({
        args: [...all, ...place, ...args],
        cwd: env['PWD'] ?? folder.path,
        env: { HOME: folder.path, ...credentialsFor(shop), ...env },
      });
      started.push(program);
      return program;
    },
    async close() {
      for (const program of started) program.kill('SIGKILL');
      await Promise.all(started.map((program) => program.exit));
      await shop.close();
      await folder.remove();
    },
  };
}

export function dataDirOf(folder: string): string {
  return join(folder, 'data');
}

export const isReady = (line: { readonly kind: string }): boolean => line.kind === 'ready';

/** Ends it as a person or a system would, and waits. */
export async function endBy(program: Program, signal: NodeJS.Signals): Promise<number | string> {
  program.kill(signal);
  return program.exit;
}

/** The session ids in the names of the webhooks that the shop has. */
export function sessionsAt(shop: ShopDouble): readonly string[] {
  return [...new Set(shop.webhooks.map(({ name }) => name.slice('upgates-dev/12345678/'.length).split(' ')[0] ?? ''))];
}

export interface Load {
  /** Digests of the bodies that were answered 200 or 204. */
  readonly acknowledged: Set<string>;
  sent(): number;
  stop(): Promise<void>;
}

const EVENTS = ['Orders.create', 'Orders.update', 'Orders.delete'];

/** Calls without a pause, each with a body of its own, until stopped; that the program dies is part of the game. */
export function callUnderLoad(shop: ShopDouble, callers: number): Load {
  const acknowledged = new Set<string>();
  const state = { sent: 0, isOn: true };
  const call = async (caller: number): Promise<void> => {
    for (let turn = caller; state.isOn; turn += 1) {
      const body = JSON.stringify({
        orders: [{ order_number: randomBytes(6).toString('hex') }],
        filler: 'x'.repeat(turn % 3000),
      });
      state.sent += 1;
      const status = await shop.send(EVENTS[turn % EVENTS.length] ?? '', body).catch(() => 0);
      if (status === 200 || status === 204) acknowledged.add(createHash('sha256').update(body).digest('hex'));
      if (status === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const calls = Array.from({ length: callers }, (_, caller) => call(caller));
  return {
    acknowledged,
    sent: () => state.sent,
    async stop() {
      state.isOn = false;
      await Promise.all(calls);
    },
  };
}

/** Which of these bodies history does not have: digests of the bytes that its attempts lead to. */
export function missingFrom(dataDir: string, digests: Iterable<string>): readonly string[] {
  const db = openDatabase(join(dataDir, HISTORY_FILE));
  try {
    const rows = db.all('SELECT b.body FROM attempts a JOIN bodies b ON b.num = a.body');
    const kept = new Set(
      rows.map((row) =>
        createHash('sha256')
          .update(bytesOrNull(row, 'body') ?? '')
          .digest('hex'),
      ),
    );
    return [...digests].filter((digest) => !kept.has(digest));
  } finally {
    db.close();
  }
}
