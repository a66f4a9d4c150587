/** Everything that is looked at when all have ended. In: the world. Out: what the parties wrote down, and our histories. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOrNull, numberOf, numberOrNull, textOf, textOrNull } from '../../src/store/columns.ts';
import { openDatabase, type Database } from '../../src/store/sqlite.ts';
import type { HandlerLine } from './handler-journal.ts';
import type { RecordedCall } from './recorder-journal.ts';
import type { Sample } from './sample.ts';
import type { ShopWebhook } from './shop-webhooks.ts';
import type { World } from './world.ts';

/** An attempt as the shop saw it: our answer is what it calls the handler's. */
export interface ShopAttempt {
  readonly at: string;
  readonly webhook: number;
  readonly event: string;
  readonly sha256: string;
  readonly handler: { readonly status?: number; readonly error?: string } | null;
  readonly verdict: string;
}

/** A row of ours. */
export interface OwnAttempt {
  readonly owner: string;
  readonly delivery: string;
  readonly number: number;
  readonly session: string;
  readonly state: string;
  readonly origin: string;
  readonly at: number;
  readonly event: string;
  readonly webhook: number | null;
  readonly sha256: string;
  readonly policy: string | null;
  readonly fault: string | null;
  readonly handlerStatus: number | null;
  readonly answerStatus: number | null;
  readonly answerConnection: string | null;
  readonly verdict: string | null;
  readonly sure: boolean;
  readonly linkedSure: number | null;
  readonly linkedNotice: string | null;
}

export interface OwnHistory {
  readonly owner: string;
  readonly project: string;
  readonly db: Database;
}

export interface Evidence {
  readonly world: World;
  readonly shop: readonly ShopAttempt[];
  readonly recorded: readonly RecordedCall[];
  readonly handler: readonly HandlerLine[];
  readonly samples: readonly Sample[];
  readonly histories: readonly OwnHistory[];
  /** Of both histories, in the order in which they were received. */
  readonly own: readonly OwnAttempt[];
  readonly webhooksLeft: readonly ShopWebhook[];
}

export function gather(world: World, webhooksLeft: readonly ShopWebhook[]): Evidence {
  const { folder, victim, survivor } = world;
  const histories = [victim, survivor].map(({ name, project }) => ({
    owner: name,
    project,
    db: openDatabase(join(project, '.upgates-dev', 'history.db')),
  }));
  return {
    world,
    shop: shopLines(world),
    recorded: linesOf(folder.recorderJournal),
    handler: linesOf(folder.handlerJournal),
    samples: linesOf(folder.samples),
    histories,
    own: histories.flatMap(attemptsOf),
    webhooksLeft,
  };
}

export function closeEvidence({ histories }: Evidence): void {
  for (const { db } of histories) db.close();
}

function shopLines({ shop, folder }: World): readonly ShopAttempt[] {
  const starts = Array.from({ length: shop.starts() }, (_, index) => folder.output(`shop-${index + 1}.out`));
  const lines: readonly (ShopAttempt & { readonly kind: string })[] = starts.flatMap((file) =>
    linesOf<ShopAttempt & { readonly kind: string }>(file),
  );
  return lines.filter(({ kind }) => kind === 'attempt');
}

/** Whole lines: of one that was cut by a kill nothing is known. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever reads a journal knows what is in it
export function linesOf<T>(file: string): readonly T[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as T);
}

const ATTEMPTS = `
  SELECT a.*, d.id AS delivery_id, d.event AS event, b.sha256 AS sha256
  FROM attempts a JOIN deliveries d ON d.num = a.delivery JOIN bodies b ON b.num = a.body ORDER BY a.place`;

function attemptsOf({ owner, db }: OwnHistory): readonly OwnAttempt[] {
  return db.all(ATTEMPTS).map((row) => ({
    owner,
    delivery: textOf(row, 'delivery_id'),
    number: numberOf(row, 'number'),
    session: textOf(row, 'session'),
    state: textOf(row, 'state'),
    origin: textOf(row, 'origin'),
    at: numberOf(row, 'at'),
    event: textOf(row, 'event'),
    webhook: numberOrNull(row, 'webhook'),
    sha256: Buffer.from(bytesOrNull(row, 'sha256') ?? []).toString('hex'),
    policy: textOrNull(row, 'policy'),
    fault: textOrNull(row, 'fault'),
    handlerStatus: numberOrNull(row, 'handler_status'),
    answerStatus: numberOrNull(row, 'answer_status'),
    answerConnection: textOrNull(row, 'answer_connection'),
    verdict: textOrNull(row, 'verdict'),
    sure: numberOf(row, 'sure') === 1,
    linkedSure: numberOrNull(row, 'linked_sure'),
    linkedNotice: textOrNull(row, 'linked_notice'),
  }));
}

/** Files of a folder whose names end so. */
export function filesIn(folder: string, end: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));
}
