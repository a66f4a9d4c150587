/**
 * What the tests of this folder share: a fake shop behind MSW, a client of it, a state directory, a dead lease.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { readPattern } from '../../src/core/pattern.ts';
import { createApiClient, type ApiClient, type ApiClientOptions } from '../../src/register/api-client.ts';
import { openLedger, type Ledger } from '../../src/register/ledger.ts';
import { ownLease, type Lease } from '../../src/register/lease.ts';
import { planRegistration } from '../../src/register/plan.ts';
import { register, type RegisterOptions, type Registration } from '../../src/register/registration.ts';
import { createFakeShop, type FakeShop, HOST } from './fake-shop.ts';

export const NOW = Date.UTC(2026, 10, 23, 10, 20);
export const MACHINE = '0a1b2c3d';
export const SESSION = '11112222';
export const KEY = 'k3yS3cret99';

/** A process of an earlier boot. */
export const DEAD: Lease = { ...ownLease(), pid: 1, startedAt: '1', bootId: 'another-boot' };

export function urlFor(event: string): string {
  return `https://hook:pass4word@q7k3v9aaaabbbbcccc11.loca.lt/0123456789abcdef0123456789abcdef/${event}`;
}

const cleanups: (() => Promise<void>)[] = [];
const server = setupServer();

/** To be called once in a test file. */
export function withFakeShop(): void {
  beforeAll(() => {
    server.listen({
      onUnhandledRequest(request, print) {
        if (new URL(request.url).hostname !== '127.0.0.1') print.error();
      },
    });
  });
  afterEach(async () => {
    server.resetHandlers();
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });
  afterAll(() => server.close());
}

export function startShop(base?: string): FakeShop {
  const shop = createFakeShop(base);
  server.use(...shop.handlers);
  return shop;
}

export function clientOf(options: Partial<ApiClientOptions> = {}): ApiClient {
  return createApiClient({
    apiUrl: `https://${HOST}`,
    login: '12345',
    key: KEY,
    now: () => NOW,
    signal: new AbortController().signal,
    userAgent: 'upgates-dev/test',
    ...options,
  });
}

export async function stateDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'upgates-dev-register-'));
  cleanups.push(() => rm(path, { recursive: true, force: true }));
  return join(path, 'state');
}

export interface LedgerParts {
  readonly stateDir: string;
  readonly client: ApiClient;
  readonly session?: string;
  readonly lease?: Lease;
  readonly machine?: string;
}

export function ledgerOf(parts: LedgerParts): Promise<Ledger> {
  const { stateDir, client, session = SESSION, lease = ownLease(), machine = MACHINE } = parts;
  return openLedger(stateDir, { session, machine, lease, ...client.identity, at: NOW });
}

export interface Bench {
  readonly shop: FakeShop;
  readonly client: ApiClient;
  readonly stateDir: string;
  readonly ledger: Ledger;
}

export async function bench(options: Partial<ApiClientOptions> = {}): Promise<Bench> {
  const shop = startShop();
  const client = clientOf(options);
  const stateDir = await stateDirectory();
  return { shop, client, stateDir, ledger: await ledgerOf({ stateDir, client }) };
}

/** Plans and registers as a session does. */
export async function registerPatterns(
  { client, ledger }: Bench,
  patterns: readonly string[],
  more: Partial<RegisterOptions> = {},
): Promise<Registration> {
  const now = (): number => NOW;
  const plan = await planRegistration({ readings: patterns.map(readPattern), client, now });
  return register({ plan, client, ledger, urlFor, now, signal: new AbortController().signal, ...more });
}

/** The error a promise rejects with. */
export async function troubleOf(work: Promise<unknown>): Promise<{ code: string; exit: number; message: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'exit' in error) {
      const hint = 'hint' in error ? String(error.hint) : '';
      return { code: String(error.code), exit: Number(error.exit), message: `${error.message} ${hint}` };
    }
    throw error;
  }
  throw new Error('It was expected to fail.');
}
