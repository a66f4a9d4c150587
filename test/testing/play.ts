/**
 * A shop as users of the library get it, and a real handler on loopback; both closed after the test.
 */
import { afterEach } from 'vitest';
import { createShop, type Shop, type ShopOptions } from '../../src/testing.ts';
import { startHandler, type Behaviour, type SeenCall, type TestHandler } from '../support/handler.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

export const RIGHT: Behaviour = { kind: 'answer', status: 204 };
export const WRONG: Behaviour = { kind: 'answer', status: 500 };

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const shop = await createShop({ startAt: '2026-11-23T10:00:00Z', ...options });
  closers.push(() => shop.close());
  return shop;
}

export async function openHandler(
  behaviour: Behaviour | ((call: SeenCall, number: number) => Behaviour) = RIGHT,
): Promise<TestHandler> {
  const handler = await startHandler(behaviour);
  closers.push(() => handler.close());
  return handler;
}

export interface Playing {
  readonly shop: Shop;
  readonly handler: TestHandler;
}

/** The handler is subscribed to what fits the pattern. */
export async function play(pattern = 'Orders.create', options: ShopOptions = {}): Promise<Playing> {
  const [shop, handler] = await Promise.all([openShop(options), openHandler()]);
  await shop.subscribe(pattern, handler.url);
  return { shop, handler };
}

/** Wrong for so many calls, then right. */
export function wrongFor(calls: number): (call: SeenCall, number: number) => Behaviour {
  return (_call, number) => (number <= calls ? WRONG : RIGHT);
}

/** The headers that the shop's API asks for. */
export function authorizationOf({ login, key }: { readonly login: string; readonly key: string }): {
  readonly Authorization: string;
} {
  return { Authorization: `Basic ${btoa(`${login}:${key}`)}` };
}
