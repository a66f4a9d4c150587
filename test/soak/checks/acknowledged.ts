/** Whatever the shop was told we have is in our history, with the same bytes. */
import { createHash } from 'node:crypto';
import { bytesOrNull } from '../../../src/store/columns.ts';
import { findingOf, type Check } from '../check.ts';
import type { OwnAttempt } from '../evidence.ts';
import { countBy } from '../group.ts';

const isRight = (status: number | null | undefined): boolean => status === 200 || status === 204;

/** As the shop tells it: this webhook, these bytes, so many times. */
export const ACKNOWLEDGED_TO_THE_SHOP: Check = {
  name: 'what the shop was told we have is in history',
  look({ shop, own }) {
    const told = shop.filter(({ handler }) => isRight(handler?.status));
    const kept = countBy(own.filter(isOfShop), ({ webhook, sha256 }) => `${webhook} ${sha256}`);
    const early = countBy(own.filter(isOfShop), ({ webhook, event, sha256 }) => `${webhook ?? event} ${sha256}`);
    const missing = [...countBy(told, ({ webhook, event, sha256 }) => `${webhook} ${event} ${sha256}`)].filter(
      ([called, count]) => {
        const [webhook, event, sha256] = called.split(' ');
        return (kept.get(`${webhook} ${sha256}`) ?? 0) + (early.get(`${event} ${sha256}`) ?? 0) < count;
      },
    );
    const words = missing.map(([called, count]) => `webhook, event, bytes ${called}: acknowledged ${count} times`);
    return findingOf(`${told.length} acknowledged of ${shop.length} attempts of the shop`, words);
  },
};

/** As the recorder before the tunnel server saw it. */
export const ACKNOWLEDGED_TO_THE_RECORDER: Check = {
  name: 'what passed the tunnel as taken is in history',
  look({ recorded, own }) {
    // A probe of ours has a path of its own, and no event.
    const posts = recorded.filter(({ method, event }) => method === 'POST' && !event.startsWith('probe-'));
    const told = posts.filter(({ status }) => isRight(status));
    const kept = countBy(own.filter(isOfShop), ({ event, sha256 }) => `${event} ${sha256}`);
    const missing = [...countBy(told, ({ event, sha256 }) => `${event} ${sha256}`)].filter(
      ([called, count]) => (kept.get(called) ?? 0) < count,
    );
    const words = missing.map(([called, count]) => `event, bytes ${called}: acknowledged ${count} times`);
    return findingOf(`${told.length} acknowledged of ${posts.length} calls through the tunnel`, words);
  },
};

export const SAME_BYTES: Check = {
  name: 'bodies in history are what their digests say',
  look({ histories }) {
    const rows = histories.flatMap(({ db }) => db.all('SELECT sha256, body FROM bodies'));
    const wrong = rows.filter((row) => {
      const digest = createHash('sha256')
        .update(bytesOrNull(row, 'body') ?? '')
        .digest();
      return !digest.equals(bytesOrNull(row, 'sha256') ?? Buffer.alloc(0));
    });
    return findingOf(
      `${rows.length} bodies`,
      wrong.map(() => 'a body has another digest'),
    );
  },
};

function isOfShop({ origin }: OwnAttempt): boolean {
  return origin === 'shop';
}
