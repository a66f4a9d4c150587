/**
 * Deleting webhooks at the shop, all in one call. In: their ids. Out: which are gone and which are left, with the reason;
 * trouble is data here, since whoever cleans up has to go on. Only when the shop says that it did not delete some does
 * one GET follow: a webhook that somebody else deleted before is gone as well.
 */
import { Failure } from '../core/failure.ts';
import type { ApiClient } from './api-client.ts';
import type { NotDeleted } from './api-shapes.ts';

export interface Deletion {
  readonly gone: ReadonlySet<number>;
  /** Reasons by id. */
  readonly left: ReadonlyMap<number, string>;
  /** The call itself failed. */
  readonly failure: Failure | null;
}

/** Never rejects for what shop or network did. No ids, no call. */
export async function deleteAtShop(client: ApiClient, ids: readonly number[], signal: AbortSignal): Promise<Deletion> {
  try {
    const refused = await client.deleteWebhooks(
      ids.toSorted((a, b) => a - b),
      signal,
    );
    return deletionOf(ids, await stillThere(client, refused, signal), null);
  } catch (error) {
    const failure = failureOf(error);
    return deletionOf(ids, new Map(ids.map((id) => [id, failure.message])), failure);
  }
}

/** The expected kind of trouble; anything else is a bug and goes on its way. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

function deletionOf(ids: readonly number[], left: ReadonlyMap<number, string>, failure: Failure | null): Deletion {
  return { gone: new Set(ids.filter((id) => !left.has(id))), left, failure };
}

async function stillThere(
  client: ApiClient,
  refused: readonly NotDeleted[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const reasons = new Map(refused.map(({ id, reason }) => [id, reason]));
  if (reasons.size === 0) return reasons;
  try {
    const listed = new Set((await client.listWebhooks(signal)).map(({ id }) => id));
    return new Map([...reasons].filter(([id]) => listed.has(id)));
  } catch (error) {
    failureOf(error);
    return reasons;
  }
}
