/**
 * One round trip through the public address, as the shop would make it: a POST on a connection of its own.
 * In: the address, a one-time path and what our listener answers there. Out: proved with its time, or what was met instead.
 */
import type { Millis } from '../core/instant.ts';
import type { Limits } from '../dial/deadline.ts';
import { exchange, type Exchange, type FailedBy } from '../dial/exchange.ts';
import { edgeCode } from './edge-code.ts';
import { isWebPage } from './web-page.ts';

export interface ProbeRequest extends Limits {
  /** An origin without a trailing slash. */
  readonly publicUrl: string;
  /** A one-time path of our listener, beginning with a slash. */
  readonly path: string;
  /** The exact body that proves that our listener answered. */
  readonly proof: string;
}

type ProbeFailedBecause =
  /** No connection, or one that broke. */
  | 'unreachable'
  /** Connected, but no whole answer in time: what a frozen tunnel or a sleeping machine looks like. */
  | 'timeout'
  | 'aborted'
  /** The tunnel service shows a page for people before it lets callers through. */
  | 'password-page'
  /** The tunnel server does not know the name (any more). */
  | 'name-gone'
  /** 408 comes from a connection that stood unused behind the tunnel for too long. */
  | 'stale-connection'
  /** 502, 503, 504, 530: the tunnel server, or a proxy on the way, found nobody behind the address. */
  | 'tunnel-server'
  | 'other-answer';

export type ProbeResult =
  | { readonly kind: 'proved'; readonly ms: Millis }
  | {
      readonly kind: 'failed';
      readonly because: ProbeFailedBecause;
      /** Null when no answer came. */
      readonly status: number | null;
      readonly ms: Millis;
      /** One sentence for a person, without the address. */
      readonly text: string;
    };

type Answered = Extract<Exchange, { kind: 'answered' }>;

/** Enough to tell a page from a proof; our own answer is far shorter. */
const ANSWER_LIMIT = 256_000;

/** Sends one probe; never rejects. `deadline` covers everything from the connection to the last byte. */
export async function probe({ publicUrl, path, proof, deadline, signal }: ProbeRequest): Promise<ProbeResult> {
  const answer = await exchange({
    url: publicUrl + path,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'upgates-dev' },
    body: '{}',
    limit: ANSWER_LIMIT,
    deadline,
    signal,
  });
  if (answer.kind === 'failed') return { kind: 'failed', status: null, ms: answer.ms, ...BROKEN[answer.by] };
  if (answer.status === 200 && answer.body.equals(Buffer.from(proof))) return { kind: 'proved', ms: answer.ms };
  const because = whoAnswered(answer);
  const code = edgeCode(answer.headers, answer.body);
  const met = [String(answer.status), ...(code === null ? [] : [code])].join(', ');
  return { kind: 'failed', because, status: answer.status, ms: answer.ms, text: describe(because, met) };
}

interface Met {
  readonly because: ProbeFailedBecause;
  readonly text: string;
}

const BROKEN: Readonly<Record<FailedBy, Met>> = {
  refused: { because: 'unreachable', text: 'The public address refuses connections.' },
  dns: { because: 'unreachable', text: "The public address's name does not resolve." },
  tls: { because: 'unreachable', text: 'The public address has no certificate that can be trusted.' },
  reset: { because: 'unreachable', text: 'The connection to the public address was closed before an answer.' },
  timeout: { because: 'timeout', text: 'No answer came through the public address in time.' },
  aborted: { because: 'aborted', text: 'The probe was given up.' },
  malformed: { because: 'other-answer', text: 'What came back through the public address is no HTTP.' },
  'too-large': { because: 'other-answer', text: 'Another program answers at the public address.' },
};

function whoAnswered({ status, headers }: Answered): ProbeFailedBecause {
  if (isWebPage(headers) && (status < 300 || [401, 403, 511].includes(status))) return 'password-page';
  switch (status) {
    case 404:
      return 'name-gone';
    case 408:
      return 'stale-connection';
    case 502:
    case 503:
    case 504:
    // Cloudflare's own: its pages say 1033 when no cloudflared is connected.
    case 530:
      return 'tunnel-server';
    default:
      return 'other-answer';
  }
}

function describe(because: ProbeFailedBecause, met: string): string {
  switch (because) {
    case 'password-page':
      return `A web page for people came back (${met}), such as the password page of a tunnel service: the shop would get it too.`;
    case 'name-gone':
      return `The tunnel server does not know this name any more, or the address leads to another program (${met}).`;
    case 'stale-connection':
      return 'A connection that stood unused for too long was answered for us (408).';
    case 'tunnel-server':
      return `The tunnel server, or a proxy on the way, found nobody behind the address (${met}).`;
    case 'other-answer':
    case 'unreachable':
    case 'timeout':
    case 'aborted':
      return `Another program answered at the public address (${met}).`;
  }
}
