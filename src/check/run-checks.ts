/**
 * Makes the checks one after the other. In: the checks, the shop. Out: findings as they come, a skipped check with its
 * reason. Whoever kills the handler fails for it; those after it are skipped, not failed for it, unless we can start the
 * handler again.
 */
import { SECOND, type Millis } from '../core/instant.ts';
import { pause } from '../dial/deadline.ts';
import { skippedBecause, type Check, type Finding, type Judged } from './check.ts';
import { replyWords } from './judge-replies.ts';
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
  let gone: string | null = null;
  try {
    for (const check of checks) {
      shop.signal.throwIfAborted();
      watcher.onStart(check);
      const mark = shop.program?.output.mark() ?? 0;
      const { judged, isGone } = await makeOne(check, shop, gone);
      if (isGone) gone ??= check.name;
      watcher.onFinding({ name: check.name, ...judged, output: outputSince(mark, judged, shop) });
    }
  } catch (error) {
    if (!shop.signal.aborted) throw error;
  }
}

interface Made {
  readonly judged: Judged;
  readonly isGone: boolean;
}

async function makeOne(check: Check, shop: Shop, gone: string | null): Promise<Made> {
  const obstacle = check.obstacle?.(shop.plan) ?? null;
  if (obstacle !== null) return { judged: skippedBecause(obstacle), isGone: false };
  if (gone !== null) return { judged: skippedBecause(goneSince(gone)), isGone: true };
  const judged = await check.run(shop);
  if (judged.status !== 'failed') return { judged, isGone: false };
  const last = await examineHealth(shop);
  if ('status' in last.outcome) return { judged, isGone: false };
  return withTheDead(judged, last, shop);
}

function goneSince(name: string): { reason: string; todo: null } {
  return { reason: `the handler has not answered any more since ${name}`, todo: null };
}

/** With `--start` the handler is started again, and the rest is judged. */
async function withTheDead(judged: Judged, last: Reply, { program }: Shop): Promise<Made> {
  const got = `${judged.got ?? ''}; after that the handler is gone: ${replyWords(last)}`;
  if (program === null) return { judged: { ...judged, got }, isGone: true };
  const trouble = await startAgain(program);
  if (trouble === null) return { judged: { ...judged, got: `${got}; we started it again` }, isGone: false };
  return { judged: { ...judged, got: `${got}; ${trouble}` }, isGone: true };
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

function outputSince(mark: number, { status }: Judged, { program }: Shop): readonly string[] | null {
  if (program === null || (status !== 'failed' && status !== 'warned')) return null;
  const lines = program.output.since(mark, MOST_OUTPUT);
  return lines.length === 0 ? null : lines;
}
