/**
 * The answer of an address that the shop has left: 301 with the new one. The official texts disagree on the form. Those
 * up to April 2025: no `Location`, the body holds `api_url`. One of 2025: the server sends `Location`. Both can be had.
 */
/** `body`: `{"api_url": ...}` alone; `location`: the header alone; `both`. */
export type MovedForm = 'body' | 'location' | 'both';

export interface Moved {
  /** The new address: `http://127.0.0.1:8191/api/v2`. */
  readonly apiUrl: string;
  readonly form: MovedForm;
}

const BASE = '/api/v2';

/** Asks for no credentials: the old server no longer knows the shop (inferred). */
export function movedResponse(requestUrl: string, { apiUrl, form }: Moved): Response {
  const body = form === 'location' ? '' : JSON.stringify({ api_url: apiUrl });
  return new Response(body === '' ? null : body, {
    status: 301,
    headers: {
      ...(form === 'body' ? {} : { Location: newPlaceOf(requestUrl, apiUrl) }),
      ...(body === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    },
  });
}

/** That `Location` keeps the path of the call, so that a client that follows it gets its answer, is inferred. */
function newPlaceOf(requestUrl: string, apiUrl: string): string {
  const { pathname, search } = new URL(requestUrl);
  return pathname.startsWith(`${BASE}/`) ? apiUrl + pathname.slice(BASE.length) + search : apiUrl;
}
