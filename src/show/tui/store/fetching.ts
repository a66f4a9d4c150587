/**
 * The rows of the list as they are by now: all of the session's, or what a filter lets through. In: the model. Out: its next
 * feed, and when it is worth asking again.
 */
import type { Instant, Millis } from '../../../core/instant.ts';
import type { SessionView } from '../../../session/view.ts';
import { attempt } from './attempt.ts';
import { followFound, refresh, sourceOf, type Feed } from './feed.ts';
import { createFilterPace } from './filter-pace.ts';
import { createLooker } from './looking.ts';
import type { ScreenModel } from './model.ts';

export interface Fetcher {
  readonly upToDate: (model: ScreenModel) => Feed;
  readonly rest: () => Millis;
  readonly outdate: () => void;
  readonly stop: () => void;
}

interface FetcherOptions {
  readonly session: SessionView;
  readonly now: () => Instant;
}

interface Told {
  /** What was typed has been found. */
  readonly onAnswer: () => void;
  readonly onProgress: () => void;
}

export function createFetcher({ session, now }: FetcherOptions, { onAnswer, onProgress }: Told): Fetcher {
  const pace = createFilterPace(now);
  const onFound = (what: 'first' | 'again'): void => (what === 'first' ? onAnswer() : onProgress());
  const looker = createLooker({ session, now, pace, onFound, onProgress });
  const pinned = (feed: Feed, look: () => Feed): Feed => {
    if (!pace.isDue()) return feed;
    pace.begin();
    return pace.timed(look);
  };
  return {
    upToDate({ feed, layout, ui: { filter } }) {
      const height = layout.kind === 'regular' ? layout.listRows : 0;
      const look = (): Feed => attempt(() => refresh(feed, sourceOf(session, filter), height), { ...feed, filter });
      if (filter === null) {
        looker.stop();
        return look();
      }
      if (!feed.isFollowing && feed.filter === filter) return pinned(feed, look);
      const found = looker.look(filter);
      return found === null ? feed : followFound(found);
    },
    rest: () => pace.rest(),
    outdate: pace.outdate,
    stop: looker.stop,
  };
}
