/**
 * Does anything listen at an address? A TCP connection, and not a byte sent: a POST would be taken for a webhook.
 */
import { connect } from 'node:net';
import { classifyError, type ErrorClass } from './classify.ts';
import { onCutShort, type CutShort, type Limits } from './deadline.ts';
import { dialOptions } from './dial.ts';

export type Knocking =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly by: ErrorClass; readonly message: string }
  | { readonly kind: CutShort };

/** Never rejects. */
export function knock(url: URL, limits: Limits): Promise<Knocking> {
  const { hostname, port, lookup } = dialOptions(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname ?? url.hostname,
      port: Number(port),
      autoSelectFamily: true,
      ...(lookup ? { lookup } : {}),
    });
    // A signal that is aborted already ends it before there is anything to call off.
    let callOff = (): void => undefined;
    const end = (knocking: Knocking): void => {
      callOff();
      socket.destroy();
      resolve(knocking);
    };
    socket.once('connect', () => end({ kind: 'open' }));
    socket.on('error', (error) => end({ kind: 'closed', by: classifyError(error), message: error.message }));
    callOff = onCutShort(limits, (kind) => end({ kind }));
  });
}

export async function isListening(url: URL, limits: Limits): Promise<boolean> {
  return (await knock(url, limits)).kind === 'open';
}
