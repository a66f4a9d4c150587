/**
 * Which lists of the shop can tell what a session's events would have told, and what none can. In: names of events.
 * Out: the lists, which are the price of asking, and what stays in the dark.
 */
import { findEvent } from '../../core/events.ts';
import { CHANGED_LISTS, type ChangedList } from '../../register/changed-list.ts';

export interface WantedList {
  readonly list: ChangedList;
  /** No event of an update is wanted. */
  readonly onlyNew: boolean;
}

export interface Lists {
  readonly wanted: readonly WantedList[];
  /** Events that no list can stand in for: deletions, and things whose lists tell no times. */
  readonly blind: readonly string[];
}

export function listsFor(events: readonly string[]): Lists {
  const listable = events.filter((event) => !event.endsWith('.delete'));
  const entities = new Set(listable.map((event) => findEvent(event)?.entity));
  const wanted = CHANGED_LISTS.filter(({ entity }) => entities.has(entity)).map((list) => ({
    list,
    onlyNew: !events.includes(`${list.entity}.update`),
  }));
  const seen = new Set(wanted.map(({ list }) => list.entity));
  const blind = events.filter((event) => event.endsWith('.delete') || !seen.has(findEvent(event)?.entity ?? ''));
  return { wanted, blind };
}

export function blindText(blind: readonly string[]): string {
  if (blind.length === 0) return '';
  return `No list of the shop tells of ${blind.join(', ')}: what was missed of those cannot be found.`;
}
