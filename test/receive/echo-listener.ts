/**
 * A listener with one webhook whose calls are answered 200 with the beginning of their own body. In: deadlines. Out: the
 * listener, and what it was told of: calls that were kept, strangers, notices.
 */
import type { Arrival } from '../../src/receive/call.ts';
import { openListener, type Listener } from '../../src/receive/listener.ts';

export const PATH = '/k3v9q7a2mfx8k3v9q7a2mfx8aa/Orders.create';
export const CREDENTIALS = 'Basic dTpw';

export interface EchoListener {
  readonly listener: Listener;
  readonly kept: Arrival[];
  readonly strangers: { readonly method: string; readonly path: string }[];
  readonly notices: { readonly code: string; readonly text: string }[];
  /** What was told so far is forgotten. */
  readonly forget: () => void;
}

/** So much of a body comes back. */
const ECHO = 9;

export async function openEcho(
  limits: { readonly headDeadline?: number; readonly bodyDeadline?: number } = {},
): Promise<EchoListener> {
  const kept: Arrival[] = [];
  const strangers: EchoListener['strangers'] = [];
  const notices: EchoListener['notices'] = [];
  const listener = await openListener<Arrival>({
    ...limits,
    port: 0,
    now: () => 0,
    admitting: () => ({
      endpoints: new Map([[PATH, { path: PATH, event: 'Orders.create' }]]),
      credentials: CREDENTIALS,
      missing: 'refuse',
    }),
    terms: () => ({ policy: 'rescue', budget: 8000, limit: 9000 }),
    stages: {
      keep(arrival, _, ending) {
        kept.push(arrival);
        queueMicrotask(ending.committed);
        return arrival;
      },
      lost: () => undefined,
      forward: ({ body }) => ({
        kind: 'working',
        result: Promise.resolve({
          outcome: { status: 200, ms: 1 },
          answer: { headers: [], body: body.subarray(0, ECHO) },
        }),
      }),
      faultFor: () => null,
      answered: () => () => undefined,
    },
    connections: () => null,
    onStranger: (method, path) => void strangers.push({ method, path }),
    onMissingCredentials: () => undefined,
    notice: (code, text) => void notices.push({ code, text }),
  });
  const forget = (): void => [kept, strangers, notices].forEach((list) => list.splice(0));
  return { listener, kept, strangers, notices, forget };
}
