/** A shop whose calls are heard instead of sent: what was written, and which events it made. */
import { EVENTS } from '../../../../src/core/events.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../../src/simulate/shop.ts';
import { callApi, subscribe } from '../../rest-client.ts';

export interface Heard {
  readonly shop: SimulatedShop;
  /** One text an event: its name and the records' ids. */
  readonly events: string[];
  // oxlint-disable-next-line typescript/no-explicit-any
  call(line: string, body?: unknown): Promise<{ readonly status: number; readonly json: any }>;
}

export async function createHeard(entity: string): Promise<Heard> {
  const events: string[] = [];
  const shop = createSimulatedShop({
    seed: 'writes',
    now: () => Date.UTC(2026, 10, 23, 9, 20),
    send: (call) => {
      const body: Record<string, unknown> = JSON.parse(call.body.toString('utf8'));
      events.push(`${call.event} ${idsIn(call.event, body).join(' ')}`);
      return Promise.resolve({ kind: 'answered', status: 200, ms: 1 });
    },
  });
  for (const event of EVENTS.filter((one) => one.entity === entity)) {
    await subscribe(shop, event.name, 'http://127.0.0.1:1/');
  }
  return {
    shop,
    events,
    call: async (line, body) => await callApi(shop, line, body === undefined ? {} : { body }),
  };
}

function idsIn(event: string, body: Readonly<Record<string, unknown>>): readonly string[] {
  const lists = EVENTS.find((one) => one.name === event)?.lists ?? [];
  return lists.flatMap(({ key, idField }) => {
    const records: unknown = body[key];
    return Array.isArray(records) ? records.map((record: Record<string, unknown>) => String(record[idField])) : [];
  });
}
