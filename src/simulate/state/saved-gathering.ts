/** Changes that were being gathered; their events stand as names. */
import type { RecordLists } from '../../core/envelope.ts';
import { findEvent } from '../../core/events.ts';
import type { Instant } from '../../core/instant.ts';
import type { GatheringState } from '../deliver/gathering.ts';
import { fieldsAt, itemsAt, objectAt, wrong, type Place } from './reading.ts';

export interface SavedGathering {
  readonly dueAt: Instant;
  readonly events: readonly { readonly event: string; readonly lists: RecordLists }[];
}

export function saveGathering({ dueAt, events }: GatheringState): SavedGathering {
  return { dueAt, events: events.map(({ event, lists }) => ({ event: event.name, lists })) };
}

/** One whose event the catalogue does not have is left out: it cannot have been saved. */
export function resumeGathering({ dueAt, events }: SavedGathering): GatheringState {
  const found = events.map(({ event, lists }) => ({ event: findEvent(event), lists }));
  return { dueAt, events: found.flatMap(({ event, lists }) => (event === undefined ? [] : [{ event, lists }])) };
}

export function readGathering(at: Place): SavedGathering {
  const fields = fieldsAt(at);
  return { dueAt: fields.instant('dueAt'), events: fields.list('events', readGathered) };
}

function readGathered(at: Place): SavedGathering['events'][number] {
  const fields = fieldsAt(at);
  const event = fields.text('event');
  if (findEvent(event) === undefined) throw wrong(`${at.path}.event`, 'the name of an event');
  return { event, lists: fields.entries('lists', (list) => itemsAt(list).map(objectAt)) };
}
