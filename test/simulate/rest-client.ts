/**
 * Calls the REST API of a simulated shop in a test, without a socket, and reads what came.
 */
import type { SimulatedShop } from '../../src/simulate/shop.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

export interface ApiCall {
  readonly body?: unknown;
  /** Raw body instead of `body`. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
  readonly key?: string;
}

export async function callApi(shop: SimulatedShop, line: string, more: ApiCall = {}): Promise<ApiAnswer> {
  const [method = 'GET', path = ''] = line.split(' ');
  const basic = Buffer.from(`${shop.login}:${more.key ?? shop.key}`).toString('base64');
  const body = more.text ?? (more.body === undefined ? undefined : JSON.stringify(more.body));
  const request = new Request(`http://shop.test/api/v2${path}`, {
    method,
    headers: { Authorization: `Basic ${basic}`, 'Content-Type': 'application/json', ...more.headers },
    ...(body === undefined ? {} : { body }),
  });
  const response = await shop.handle(request);
  return { status: response.status, headers: response.headers, json: await response.json() };
}

/** Registers one webhook and gives its id. */
export async function subscribe(shop: SimulatedShop, event: string, url: string): Promise<number> {
  const { json } = await callApi(shop, 'POST /webhooks', { body: { name: `test ${event}`, url, event } });
  return Number(json.webhook.id);
}
