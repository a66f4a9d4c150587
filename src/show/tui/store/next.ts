/** What a key leads to: what the user has open, the rows held, and what is asked of the session. */
import type { Intention } from '../../../session/intention.ts';
import type { ShareWish } from '../share/share.ts';
import type { Feed } from './feed.ts';
import type { Ui } from './model.ts';

export interface Next {
  readonly ui: Ui;
  readonly feed: Feed;
  readonly wish?: Intention;
  readonly share?: ShareWish;
}
