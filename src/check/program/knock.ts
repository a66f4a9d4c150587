/**
 * Does anything listen at an address? A TCP connection, and not a byte sent: a POST would be taken for a webhook.
 */
import { connect } from 'node:net';
import { onCutShort, type Limits } from '../../dial/deadline.ts';
import { dialOptions } from '../../dial/dial.ts';

export function knock(url: URL, limits: Limits): Promise<boolean> {
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
    const end = (isThere: boolean): void => {
      callOff();
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.on('error', () => end(false));
    callOff = onCutShort(limits, () => end(false));
  });
}
