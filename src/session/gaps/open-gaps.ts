/**
 * Gaps as one part of a session: put together, shown in the snapshot, closed with it. In: the stages it looks at. Out: whom
 * to tell of gaps, and what may be asked about them.
 */
import type { Gaps } from '../asked/gaps.ts';
import type { Workshop } from '../calls/workshop.ts';
import type { Shop } from '../shop.ts';
import type { Starting } from '../starting.ts';
import type { Purse } from '../upkeep/purse.ts';
import { createGapDesk } from './gap-desk.ts';
import { viewOf, type ListPrice } from './listing.ts';
import { blindText } from './lists.ts';
import { createMissedDesk } from './missed-desk.ts';
import type { GapsView } from './view.ts';

export interface GapsNeeds {
  readonly shop: Pick<Shop, 'client' | 'ledger' | 'isSimulated'>;
  readonly workshop: Pick<Workshop, 'history' | 'inspection'>;
  readonly purse: Purse;
}

export function openGaps(starting: Starting, { shop, workshop, purse }: GapsNeeds): Gaps {
  const { plan, model, closers } = starting;
  const { history, inspection } = workshop;
  const common = { ...starting, ...plan, ...shop, history, purse, isFree: shop.isSimulated };
  const onChange = (): void => model.update({ gaps: view() });
  const desk = createGapDesk({
    ...common,
    isOff: (id) => model.snapshot().webhooks.some((webhook) => webhook.id === id && !webhook.active),
    onListed: (listed) => inspection.listed(listed),
    onChange,
    remedy: () => remedyText(missed.price()),
  });
  const missed = createMissedDesk({
    ...common,
    events: () => shop.ledger.entries().map(({ event }) => event),
    gaps: () => desk.gaps(),
    shopName: model.snapshot().shop.name,
    onChange,
  });
  const view = (): GapsView => {
    const { lists, blind } = missed.price();
    const listing = missed.listing();
    return { gaps: desk.gaps(), lists, blind: blindText(blind), listing: listing && viewOf(listing) };
  };
  closers.push('gaps', () => desk.idle());
  onChange();
  return { desk, missed };
}

function remedyText({ lists, blind }: ListPrice): string {
  if (lists.length === 0) return blindText(blind);
  const price = lists.length === 1 ? 'one API call' : `${lists.length} API calls`;
  return `Press c, or run upgates-dev control gap list: for ${price} it lists what has changed since, and what never came here can be played to the handler.`;
}
