/**
 * ngrok by its package `@ngrok/ngrok`, for those who have it and no agent. The only file that knows the package; it is
 * never installed by us, and its work is done by native code in this process. In: our port and the authtoken of the
 * environment. Out: a tunnel, or a `Failure` with an explanation.
 */
import type * as Sdk from '@ngrok/ngrok';
import { Failure, trouble } from '../core/failure.ts';
import { formatDuration, SECOND, type Millis } from '../core/instant.ts';
import { maskSecrets } from '../core/masking.ts';
import { printable } from '../core/printable.ts';
import { within, type Limits } from '../dial/deadline.ts';
import { aborted } from './aborted.ts';
import { failureOf, readPublicUrl } from './agent-kind.ts';
import { recogniseNgrok } from './ngrok-log.ts';
import { NGROK_NO_TOKEN } from './ngrok-troubles.ts';
import { createTroubles, type Troubles } from './troubles.ts';
import type { OpenRequest, Tunnel } from './tunnel.ts';

export type NgrokSdk = Pick<typeof Sdk, 'SessionBuilder'>;

/** Null where the package is not installed, or not for this system. */
export async function loadNgrokSdk(): Promise<NgrokSdk | null> {
  try {
    return await import('@ngrok/ngrok');
  } catch {
    return null;
  }
}

export interface SdkRequest extends OpenRequest {
  readonly sdk: NgrokSdk;
  readonly authtoken: string;
  readonly openDeadline: Millis;
}

/** One that does not end is left to the end of the process. */
const CLOSE_DEADLINE: Millis = 0.7 * SECOND;

/** Throws `Failure` (exit 3). */
export async function openBySdk(request: SdkRequest): Promise<Tunnel> {
  const { authtoken, openDeadline, signal } = request;
  if (authtoken === '') throw failureOf(NGROK_NO_TOKEN);
  if (signal.aborted) throw aborted();
  const troubles = createTroubles();
  const opening = open(request, troubles);
  const opened = await within({ deadline: openDeadline, signal }, opening).catch((error: unknown) => {
    throw explain(error, authtoken);
  });
  if (typeof opened === 'object') return tunnelOver(opened, troubles);
  // It cannot be called off: one that opens later is closed.
  opening.then(close, () => undefined);
  throw opened === 'aborted' ? aborted() : late(openDeadline);
}

interface Opened {
  readonly session: Sdk.Session;
  readonly listener: Sdk.Listener;
  readonly publicUrl: string;
}

async function open({ sdk, authtoken, port }: SdkRequest, { report }: Troubles): Promise<Opened> {
  let isLost = false;
  const lost = (): true => {
    // Told again with each try to connect again.
    if (!isLost) report('ngrok has lost its connection.');
    isLost = true;
    return true;
  };
  const builder = new sdk.SessionBuilder().authtoken(authtoken).handleDisconnection(lost);
  const session = await builder.handleHeartbeat(() => void (isLost = false)).connect();
  try {
    const listener = await session.httpEndpoint().listenAndForward(`http://127.0.0.1:${port}`);
    const publicUrl = readPublicUrl(listener.url());
    if (publicUrl !== null) return { session, listener, publicUrl };
  } catch (error) {
    await within(CLOSING, session.close()).catch(() => undefined);
    throw error;
  }
  await within(CLOSING, session.close()).catch(() => undefined);
  throw trouble('tunnel-refused', 'ngrok gave no public address.');
}

function tunnelOver(opened: Opened, troubles: Troubles): Tunnel {
  let closing: Promise<void> | null = null;
  return {
    publicUrl: opened.publicUrl,
    name: null,
    isNameGranted: true,
    onTrouble(listener) {
      troubles.listen((text) => {
        if (closing === null) listener(text);
      });
    },
    isOver: () => false,
    close: () => (closing ??= close(opened)),
  };
}

const CLOSING: Limits = { deadline: CLOSE_DEADLINE, signal: new AbortController().signal };

async function close({ listener, session }: Opened): Promise<void> {
  await within(CLOSING, Promise.allSettled([listener.close(), session.close()]));
}

/** Its errors carry `error_code: ERR_NGROK_…` in their message, or no code when nothing was reached. */
function explain(error: unknown, authtoken: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const known = recogniseNgrok(error.message);
  if (known !== null) return failureOf(known);
  const said = printable(maskSecrets(error.message.replaceAll(authtoken, '…'))).slice(0, 300);
  return trouble('tunnel-refused', `ngrok opened no tunnel: ${said}`, { hint: ELSEWHERE });
}

const ELSEWHERE = 'Try again, or take another tunnel with --tunnel.';

function late(openDeadline: Millis): Failure {
  return trouble('tunnel-not-ready', `ngrok did not open a tunnel within ${formatDuration(openDeadline)}.`, {
    hint: ELSEWHERE,
  });
}
