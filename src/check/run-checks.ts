/**
 * Makes the checks one after the other. In: the checks, the shop. Out: findings as they come, a skipped check with its
 * reason. Whoever kills the handler fails for it; those after it are skipped, not failed for it, unless we can start the
 * handler again.
 */
import { SECOND, type Millis } from '../core/instant.ts';
import { pause } from '../dial/deadline.ts';
import { skippedBecause, type Check, type Finding, type Judged } from './check.ts';
import { replyWords } from './judge-replies.ts';
import { isListening } from '../dial/knock.ts';
import { startAgain } from './program/start-again.ts';
import { goodCall, type Reply, type Shop } from './shop.ts';

export interface Watcher {
  onStart(check: Check): void;
  onFinding(finding: Finding): void;
}

/** How much of the handler's output stands beside a failing check. */
const MOST_OUTPUT = 20;
/** For a handler to work off what a check has left it with. */
const RECOVER: Millis = 5 * SECOND;
/** For a supervisor to start the handler again. */
const SUPERVISOR: Millis = 2 * SECOND;
const LOOK_AGAIN: Millis = 100;

/** Ends early, with the findings so far, when the shop's signal aborts. */
export async function runChecks(checks: readonly Check[], shop: Shop, watcher: Watcher): Promise<void> {
  /** Why nobody is there to be checked any more. */
  let gone: string | null = null;
  try {
    for (const check of checks) {
      shop.signal.throwIfAborted();
      watcher.onStart(check);
      const { judged, output, gone: since } = await makeOne(check, shop, gone);
      gone = since;
      watcher.onFinding({ name: check.name, ...judged, output: isWrong(judged) ? output : null });
    }
  } catch (error) {
    if (!shop.signal.aborted) throw error;
  }
}

interface Made {
  readonly judged: Judged;
  /** What the handler printed meanwhile. */
  readonly output: readonly string[] | null;
  /** Why the checks after this one cannot be made; null when they can. */
  readonly gone: string | null;
}

async function makeOne(check: Check, shop: Shop, gone: string | null): Promise<Made> {
  const obstacle = check.obstacle?.(shop.plan) ?? (gone === null ? null : { reason: gone, todo: null });
  if (obstacle !== null) return { judged: skippedBecause(obstacle), output: null, gone };
  const mark = shop.program?.output.mark() ?? 0;
  const judged = await check.run(shop);
  const last = await lastWords(judged, shop);
  // Before a new start adds to it.
  const output = outputSince(mark, shop);
  if (last === null) return { judged, output, gone };
  if (!shop.hasAnswered()) return { judged, output, gone: 'nothing has answered so far' };
  return { ...(await afterDeath({ check, judged, last }, shop)), output };
}

/** Null when the handler lives. One that dies after its last right answer is not noticed by the check itself. */
async function lastWords({ status }: Judged, shop: Shop): Promise<Reply | null> {
  const { url, signal } = shop;
  if (status !== 'failed' && (await isListening(url, { deadline: SECOND, signal }))) return null;
  const last = await examineHealth(shop);
  return 'status' in last.outcome ? null : last;
}

interface Death {
  readonly check: Check;
  readonly judged: Judged;
  readonly last: Reply;
}

/** With `--start` the handler is started again, and the rest is judged. */
async function afterDeath({ check, judged, last }: Death, { program }: Shop): Promise<Omit<Made, 'output'>> {
  const trouble = program === null ? replyWords(last) : await startAgain(program);
  const meaning = judged.meaning ?? check.meaning;
  const hint = judged.hint ?? check.todo;
  const found = (then: string): Judged => {
    const got = `${judged.got ?? ''}; after that the handler is gone${then}`;
    return { ...judged, status: 'failed', got, meaning, hint };
  };
  if (trouble === null) return { judged: found(', so we started it again'), gone: null };
  return { judged: found(`: ${trouble}`), gone: `the handler has not answered any more since ${check.name}` };
}

/** Any answer counts, late ones too: whether the handler lives, not whether it is right. */
async function examineHealth(shop: Shop): Promise<Reply> {
  const until = performance.now() + SUPERVISOR;
  for (;;) {
    const reply = await shop.call({ ...goodCall(shop), deadline: RECOVER });
    if ('status' in reply.outcome || performance.now() >= until) return reply;
    await pause({ deadline: LOOK_AGAIN, signal: shop.signal });
  }
}

function isWrong({ status }: Judged): boolean {
  return status === 'failed' || status === 'warned';
}

function outputSince(mark: number, { program }: Shop): readonly string[] | null {
  const lines = program?.output.since(mark, MOST_OUTPUT) ?? [];
  return lines.length === 0 ? null : lines;
}
