/**
 * What one event becomes: calls of at most 5000 records, each with the records it speaks of. Pure.
 * In: the event, its records and the webhooks that receive it. Out: the calls in the order in which they are sent.
 */
import { buildBody, splitRecords, type JsonStyle, type RecordLists } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';

export interface Emission {
  readonly event: EventDefinition;
  readonly lists: RecordLists;
  readonly shopName: string;
  readonly style: JsonStyle;
  /** Ids of the webhooks that receive it. */
  readonly receivers: readonly number[];
  /** The order's number of the first call; larger than that of any call before. */
  readonly firstStep: number;
}

export interface EmittedCall {
  readonly event: string;
  readonly webhook: number;
  readonly body: Buffer;
  readonly step: number;
  readonly subjects: readonly string[];
}

export function callsOf(emission: Emission): readonly EmittedCall[] {
  const { event, firstStep, shopName, receivers, style } = emission;
  return splitRecords(event, emission.lists).flatMap((lists, index) => {
    const body = Buffer.from(buildBody(event, { projectName: shopName, lists }, style));
    const subjects = subjectsOf(event, lists);
    return receivers.map((webhook) => ({
      event: event.name,
      webhook,
      body,
      step: firstStep + index,
      // "The rest in the next": the parts of one emission follow each other at each webhook.
      subjects: [...subjects, `part:${firstStep}/${webhook}`],
    }));
  });
}

function subjectsOf(event: EventDefinition, lists: RecordLists): readonly string[] {
  return event.lists.flatMap((list) =>
    (lists[list.key] ?? []).map((record) => `${list.key}:${JSON.stringify(record[list.idField])}`),
  );
}
