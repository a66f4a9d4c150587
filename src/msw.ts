/**
 * The simulated shop through MSW. In: a shop of `upgates-dev/testing`. Out: request handlers that answer for its REST API
 * under an address of Upgates, so that code under test needs no other address. MSW 2 (from 2.11) is an optional peer.
 */
import { http, passthrough, type HttpHandler } from 'msw';
import { mistake } from './core/failure.ts';
import { movedResponse } from './simulate/api/moved.ts';
import { createShop, type Shop } from './testing/shop.ts';

export interface UpgatesHandlersOptions {
  /** Where the shop is; default: `https://demoshop.admin.s1.upgates.com/api/v2`. With or without `/api/v2`. */
  readonly apiUrl?: string;
  /** Where it is after `shop.move()`; default: `https://demoshop.admin.s2.upgates.com/api/v2`. */
  readonly movedTo?: string;
}

const BASE = '/api/v2';

/**
 * Handlers for `setupServer`. Without a shop they make one of their own, with the login `demo` and the key `demo-key`.
 * The shop's own calls to webhooks are let through. Throws `Failure` (exit 2): `bad-url`.
 *
 * @example
 * const shop = await createShop();
 * const server = setupServer(...upgatesHandlers(shop));
 */
export function upgatesHandlers(shop?: Shop, options: UpgatesHandlersOptions = {}): HttpHandler[] {
  const apiUrl = baseOf(options.apiUrl ?? 'https://demoshop.admin.s1.upgates.com');
  const movedTo = baseOf(options.movedTo ?? 'https://demoshop.admin.s2.upgates.com');
  let ownShop: Promise<Shop> | null = null;
  const theShop = async (): Promise<Shop> => shop ?? (await (ownShop ??= createShop()));
  return [
    http.all(
      ({ request }) => isUnder(apiUrl, request),
      async ({ request }) => {
        const open = await theShop();
        const form = open.movedForm;
        return form === null ? await open.handle(request) : movedResponse(request.url, { apiUrl: movedTo, form });
      },
    ),
    http.all(
      ({ request }) => shop !== undefined && shop.movedForm !== null && isUnder(movedTo, request),
      async ({ request }) => await (await theShop()).handle(request),
    ),
    http.post(({ request }) => isDelivery(request), passthrough),
  ];
}

/** Throws `Failure` for what is no address of the API. */
function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const path = url?.pathname.replace(/\/+$/, '') ?? '';
  if (url === null || !['http:', 'https:'].includes(url.protocol) || !['', BASE].includes(path)) {
    throw mistake(
      'bad-url',
      `${JSON.stringify(text)} is no address of the API.`,
      `Such as https://shop.example${BASE}.`,
    );
  }
  return `${url.origin}${BASE}`;
}

function isUnder(base: string, { url }: Request): boolean {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.startsWith(`${base}/`);
}

/** Real sockets, also where the test forbids requests that nobody handles. */
function isDelivery({ headers }: Request): boolean {
  return headers.get('user-agent')?.startsWith('Upgates-Simulated/') === true;
}
