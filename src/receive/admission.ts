/**
 * Who may call. Each webhook has its own secret path and the URL carries Basic credentials; all others get a bare 404.
 * In: path and `Authorization` of a request. Out: whose call it is.
 */
import { timingSafeEqual } from 'node:crypto';

/** One registered webhook, as the listener knows it. */
export interface Endpoint {
  /** `/<128 random bits>/<Event.name>`. */
  readonly path: string;
  readonly event: string;
}

export interface Admitting {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** The only right value of `Authorization`: `Basic ...`. */
  readonly credentials: string;
  /**
   * What a missing `Authorization` means. Whether Upgates sends the URL's credentials as a header is not known, so a
   * real shop is admitted without (its path is secret too) and reported once; the simulated one always sends it.
   */
  readonly missing: 'admit' | 'refuse';
}

export type Admission =
  | { readonly kind: 'admitted'; readonly endpoint: Endpoint; readonly hadCredentials: boolean }
  | { readonly kind: 'stranger' };

const STRANGER: Admission = { kind: 'stranger' };

export interface Knock {
  readonly method: string;
  /** The request target, query included. */
  readonly target: string;
  readonly authorization: string | undefined;
}

export function admit(knock: Knock, admitting: Admitting): Admission {
  const endpoint = admitting.endpoints.get(pathOf(knock.target));
  if (endpoint === undefined || knock.method !== 'POST') return STRANGER;
  if (knock.authorization === undefined) {
    return admitting.missing === 'admit' ? { kind: 'admitted', endpoint, hadCredentials: false } : STRANGER;
  }
  return isSame(knock.authorization, admitting.credentials)
    ? { kind: 'admitted', endpoint, hadCredentials: true }
    : STRANGER;
}

/** The path without its query. Nothing is decoded or normalised: our paths need neither, a traversal has no other spelling. */
export function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

/** Compares in a time that does not tell where the difference is. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
