/**
 * The simulated shop's business: what it holds, what is done with it, and customers who come by themselves. In: randomness
 * and the post. Out: things that come, change and go, each told to whoever subscribed.
 */
import type { Random } from '../core/random.ts';
import type { Identity } from './identity.ts';
import type { Post } from './post.ts';
import { createStock, type Stock, type StockState } from './stock/stock.ts';
import { createTrade, type Trade } from './trade/trade.ts';
import { createTraffic, type Traffic } from './trade/traffic.ts';

export interface Business {
  readonly stock: Stock;
  readonly trade: Trade;
  readonly traffic: Traffic;
}

export interface BusinessOptions {
  readonly identity: Identity;
  readonly post: Pick<Post, 'clock' | 'send' | 'webhooks'>;
  readonly random: Random;
  readonly saved: StockState | undefined;
}

export function openBusiness({ identity, post, random, saved }: BusinessOptions): Business {
  const { seed, shopName } = identity;
  const now = () => post.clock.now();
  const stock = createStock({ seed, shopName, now, ...(saved === undefined ? {} : { saved }) });
  const trade = createTrade({ stock, random: random.fork('trade'), send: (event, lists) => post.send(event, lists) });
  const byTraffic = random.fork('traffic');
  const happened = byTraffic.fork('things');
  const traffic = createTraffic({
    random: byTraffic,
    subscribed: () => receivedBy(post),
    happen: (event) => void trade.happenBy(happened, event, 1),
  });
  return { stock, trade, traffic };
}

/** The events that somebody receives now. */
function receivedBy({ webhooks }: Pick<Post, 'webhooks'>): ReadonlySet<string> {
  const active = webhooks.list().filter((webhook) => webhook.state.active);
  return new Set(active.map((webhook) => webhook.event));
}
