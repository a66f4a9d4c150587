/**
 * The settings of the commands that ask something and end: `history` and `webhooks`.
 */
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readRealShop, type RealShop } from './shop.ts';

export interface HistorySettings extends BaseSettings {
  /** An expression of the filter language, not read yet. */
  readonly filter: string | null;
  readonly limit: number;
}

export interface WebhooksSettings extends BaseSettings {
  readonly shop: RealShop;
  readonly dryRun: boolean;
}

const MOST_LISTED = 1_000_000;

/** Throws `Failure` (exit 2) for anything wrong. */
export function readHistorySettings(sources: Sources): HistorySettings {
  const { reader, base } = gather(sources);
  return {
    ...base,
    filter: reader.text('filter'),
    limit: reader.integer('limit', { min: 1, max: MOST_LISTED }) ?? 50,
  };
}

/** `command` begins the sentence when there is no real shop. Throws `Failure` (exit 2). */
export function readWebhooksSettings(sources: Sources, command: string): WebhooksSettings {
  const { reader, variables, base } = gather(sources);
  return { ...base, shop: readRealShop(reader, variables, command), dryRun: reader.isOn('dry-run') };
}
