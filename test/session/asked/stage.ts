/**
 * A running session on the simulated shop inside it, with a handler of its own, to ask things of.
 */
import { expect, vi } from 'vitest';
import type { AttemptRecord, SessionRecord } from '../../../src/core/record.ts';
import { RULES } from '../../../src/core/rules.ts';
import type { Answered } from '../../../src/session/intention.ts';
import type { SessionPlan } from '../../../src/session/plan.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import type { DeliveryRow } from '../../../src/store/row.ts';
import { startHandler, type Behaviour, type SeenCall, type TestHandler } from '../../support/handler.ts';
import { temporaryFolder } from '../../support/program.ts';
import { planFor } from '../../support/session-plan.ts';

/** A limit that a test need not wait a second for, with room for a busy machine. */
export const RULES_HERE = { ...RULES.current, limit: 600 };

export const LATER = { timeout: 20_000 };

export interface Stage {
  readonly folder: string;
  readonly session: Session;
  readonly handler: TestHandler;
  readonly records: SessionRecord[];
  readonly attempts: () => readonly AttemptRecord[];
  readonly rows: () => readonly DeliveryRow[];
  /** One event from the shop, and its first attempt. */
  readonly emitOne: (event?: string) => Promise<AttemptRecord>;
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  readonly behave?: Behaviour | ((call: SeenCall, number: number) => Behaviour);
  readonly speed?: number | 'max';
  readonly plan?: Partial<Omit<SessionPlan, 'events'>> & { readonly events?: readonly string[] };
  readonly withHandler?: boolean;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { behave = { kind: 'answer', status: 200 }, speed = 1, plan = {}, withHandler = true } = options;
  const folder = await temporaryFolder();
  const handler = await startHandler(behave);
  const records: SessionRecord[] = [];
  const session = openSession(
    planFor(folder.path, {
      events: ['Orders.*'],
      rules: RULES_HERE,
      targets: withHandler ? [{ pattern: '*', url: new URL(handler.url) }] : [],
      shop: { kind: 'simulated', speed, traffic: 0 },
      ...plan,
    }),
    { now: Date.now, onRecord: (record) => void records.push(record), log: () => undefined },
  );
  await vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), LATER);
  const attempts = (): readonly AttemptRecord[] => records.filter((record) => record.kind === 'attempt');
  return {
    folder: folder.path,
    session,
    handler,
    records,
    attempts,
    rows: () => session.query({ before: null, limit: 100, filter: null }),
    async emitOne(event = 'Orders.create') {
      const before = attempts().length;
      await session.ask({ kind: 'emit', event, records: 1, count: 1 });
      await vi.waitFor(() => expect(attempts().length).toBeGreaterThan(before), LATER);
      const attempt = attempts()[before];
      if (attempt === undefined) throw new Error('no attempt');
      return attempt;
    },
    async close() {
      session.end({ reason: 'quit' });
      await session.ended;
      await handler.close();
      await folder.remove();
    },
  };
}

/** The sentence; fails when it was refused. */
export function textOf(answered: Answered): string {
  if (answered.kind === 'refused') throw answered.failure;
  return answered.text;
}

/** Why it was refused; fails when it was done. */
export function refusalOf(answered: Answered): {
  readonly exit: number;
  readonly code: string;
  readonly message: string;
} {
  if (answered.kind === 'done') throw new Error(`not refused: ${answered.text}`);
  return answered.failure;
}
