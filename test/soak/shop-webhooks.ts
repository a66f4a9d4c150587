/** What the shop has registered, asked through its API as anybody with the key could. */
import { KEY, LOGIN, type World } from './world.ts';

export interface ShopWebhook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly event: string;
}

/** Null while the shop cannot be asked. */
export async function webhooksAtShop({ apiUrl }: World): Promise<readonly ShopWebhook[] | null> {
  const headers = { Authorization: `Basic ${Buffer.from(`${LOGIN}:${KEY}`).toString('base64')}` };
  try {
    const answer = await fetch(`${apiUrl()}/webhooks`, { headers, signal: AbortSignal.timeout(15_000) });
    return ((await answer.json()) as { webhooks: readonly ShopWebhook[] }).webhooks;
  } catch {
    return null;
  }
}
