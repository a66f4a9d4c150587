import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/core/instant.ts';
import type { RegisterOptions } from '../../src/register/registration.ts';
import { readLedgers } from '../../src/register/ledger.ts';
import type { Override } from './fake-shop.ts';
import { bench, MACHINE, NOW, registerPatterns, SESSION, troubleOf, urlFor, withFakeShop } from './workbench.ts';

withFakeShop();

const never = new AbortController().signal;
const byEvent = (a: { event: string }, b: { event: string }): number => a.event.localeCompare(b.event);
const posts = (calls: readonly string[]): number => calls.filter((call) => call.startsWith('POST')).length;

describe('a session', () => {
  it('of Orders.* costs exactly 3 POST and 1 DELETE, and leaves nothing', async () => {
    const at = await bench();
    const told: string[] = [];
    const onWebhook = ({ event, state }: { event: string; state: string }): number => told.push(`${event} ${state}`);
    const registration = await registerPatterns(at, ['Orders.*'], { onWebhook });
    expect(at.shop.webhooks.toSorted(byEvent).map(({ name, url, active_yn }) => [name, url, active_yn])).toEqual(
      ['create', 'delete', 'update'].map((action) => [
        `upgates-dev/${MACHINE}/${SESSION} Orders.${action}`,
        urlFor(`Orders.${action}`),
        true,
      ]),
    );
    expect(registration.webhooks().map(({ event }) => event)).toEqual([
      'Orders.create',
      'Orders.update',
      'Orders.delete',
    ]);
    expect(JSON.stringify(registration.webhooks())).not.toMatch(/pass4word|0123456789abcdef/);
    expect(await registration.remove(never)).toEqual({ removed: 3, left: [] });
    expect(at.shop.calls[0]).toBe('POST /webhooks Orders.create');
    expect(at.shop.calls.toSorted()).toEqual([
      'DELETE /webhooks?ids=101;102;103',
      'POST /webhooks Orders.create',
      'POST /webhooks Orders.delete',
      'POST /webhooks Orders.update',
    ]);
    expect(at.shop.webhooks).toEqual([]);
    expect(await readdir(join(at.stateDir, 'ledgers'))).toEqual([]);
    expect(told.toSorted()).toEqual(
      ['create', 'delete', 'update'].flatMap((action) => [`Orders.${action} created`, `Orders.${action} deleted`]),
    );
    expect(await registration.remove(never)).toEqual({ removed: 0, left: [] });
    expect(at.shop.calls).toHaveLength(4);
  });

  it('has each webhook on the disk before its POST, and its id after', async () => {
    const at = await bench();
    const seen: number[] = [];
    at.shop.override = async (request) => {
      if (request.method !== 'POST') return undefined;
      const entries = (await readLedgers(at.stateDir))[0]?.entries ?? [];
      const body = await request.text();
      seen.push(entries.filter((entry) => body.includes(entry.event) && entry.id === null).length);
      return undefined;
    };
    await registerPatterns(at, ['Orders.*', 'Labels.create']);
    expect(seen).toEqual([1, 1, 1, 1]);
    const ids = (await readLedgers(at.stateDir))[0]?.entries.map(({ id }) => id);
    expect(ids?.toSorted()).toEqual([101, 102, 103, 104]);
  });

  it('creates the first webhook alone and then at most three at once', async () => {
    const at = await bench();
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    at.shop.override = async () => {
      const count = posts(at.shop.calls);
      if (count === 1) expect(at.shop.mostAtOnce()).toBe(1);
      if (count === 4) setImmediate(open);
      if (count > 1) await opened;
      return undefined;
    };
    await registerPatterns(at, ['*']);
    expect(at.shop.mostAtOnce()).toBe(3);
    expect(at.shop.webhooks).toHaveLength(36);
  });

  it('costs one bad login and no more when the key is mistyped', async () => {
    const at = await bench();
    at.shop.override = () => HttpResponse.json({}, { status: 401 });
    expect(await troubleOf(registerPatterns(at, ['Orders.*']))).toMatchObject({ code: 'api-unauthorized', exit: 3 });
    expect(at.shop.calls).toEqual(['POST /webhooks Orders.create']);
    expect(await readdir(join(at.stateDir, 'ledgers'))).toEqual([]);
  });
});

describe('a registration that fails', () => {
  it('deletes what it created, in one call, and cleans the ledger', async () => {
    const at = await bench();
    at.shop.override = () =>
      posts(at.shop.calls) === 3 && at.shop.calls.at(-1)?.startsWith('POST')
        ? HttpResponse.json({ messages: [{ message: 'too many webhooks' }] }, { status: 400 })
        : undefined;
    const { code, message } = await troubleOf(registerPatterns(at, ['Orders.*']));
    expect(code).toBe('api-rejected');
    expect(message).toContain('too many webhooks');
    expect(at.shop.calls.slice(3)).toEqual([expect.stringMatching(/^DELETE \/webhooks\?ids=101;102$/)]);
    expect(at.shop.webhooks).toEqual([]);
    expect(await readdir(join(at.stateDir, 'ledgers'))).toEqual([]);
  });

  it('finds the webhook whose answer was lost, and deletes it too', async () => {
    const at = await bench();
    at.shop.lose = () => (posts(at.shop.calls) === 2 && at.shop.calls.length === 2 ? HttpResponse.error() : undefined);
    const { code } = await troubleOf(registerPatterns(at, ['Orders.create', 'Labels.create']));
    expect(code).toBe('api-broken');
    expect(at.shop.calls.slice(2)).toEqual(['GET /webhooks', 'DELETE /webhooks?ids=101;102']);
    expect(at.shop.webhooks).toEqual([]);
    expect(await readLedgers(at.stateDir)).toEqual([]);
  });

  it('tells of a webhook whose answer was lost as created and then deleted, so that what is left can be counted', async () => {
    const at = await bench();
    at.shop.lose = () => (posts(at.shop.calls) === 2 && at.shop.calls.length === 2 ? HttpResponse.error() : undefined);
    const told: string[] = [];
    const onWebhook: RegisterOptions['onWebhook'] = ({ event, state }) => void told.push(`${event} ${state}`);
    await troubleOf(registerPatterns(at, ['Orders.create', 'Labels.create'], { onWebhook }));
    expect(told).toEqual([
      'Orders.create created',
      'Labels.create created',
      'Orders.create deleted',
      'Labels.create deleted',
    ]);
  });

  it('by a bug of ours removes everything first, the webhooks on their way too', async () => {
    const at = await bench();
    const onWebhook: RegisterOptions['onWebhook'] = ({ state }) => {
      if (state === 'created' && at.shop.webhooks.length > 1) throw new TypeError('a bug of ours');
    };
    await expect(registerPatterns(at, ['Orders.*', 'Labels.*'], { onWebhook })).rejects.toThrow('a bug of ours');
    expect(at.shop.webhooks).toEqual([]);
    expect(await readLedgers(at.stateDir)).toEqual([]);
  });

  it('names what it could not delete and keeps it in the ledger', async () => {
    const at = await bench();
    at.shop.override = (request) =>
      request.method === 'DELETE' || posts(at.shop.calls) === 2 ? HttpResponse.json({}, { status: 500 }) : undefined;
    const { code, message } = await troubleOf(registerPatterns(at, ['Orders.create', 'Labels.create']));
    expect(code).toBe('api-server-error');
    expect(message).toContain('Orders.create (id 101)');
    expect(message).toContain('webhooks clean');
    expect((await readLedgers(at.stateDir))[0]?.entries).toContainEqual(expect.objectContaining({ id: 101 }));
  });

  it('stops when the first answer tells that too few calls are left, while one for the clean-up is', async () => {
    const at = await bench();
    at.shop.left = { hour: 3, day: 0 };
    const { code, message } = await troubleOf(registerPatterns(at, ['Orders.*']));
    expect(code).toBe('api-calls-short');
    expect(message).toContain('only 2 are left');
    expect(at.shop.calls).toEqual(['POST /webhooks Orders.create', 'DELETE /webhooks?ids=101']);
  });

  it('because the session ends removes what was created, also the webhook on its way', async () => {
    const at = await bench();
    const session = new AbortController();
    at.shop.override = () => {
      if (posts(at.shop.calls) === 2) session.abort();
      return undefined;
    };
    const registering = registerPatterns(at, ['Orders.*', 'Labels.create'], { signal: session.signal });
    expect((await troubleOf(registering)).code).toBe('registration-aborted');
    expect(at.shop.webhooks).toEqual([]);
    expect(at.shop.calls.filter((call) => !call.startsWith('POST'))).toEqual([expect.stringMatching(/^DELETE/)]);
  });

  it('because the session ends says under a code of its own what it could not delete', async () => {
    const at = await bench();
    const session = new AbortController();
    at.shop.override = (request) => {
      session.abort();
      return request.method === 'DELETE' ? HttpResponse.json({}, { status: 500 }) : undefined;
    };
    const { code, message } = await troubleOf(registerPatterns(at, ['Orders.*'], { signal: session.signal }));
    expect(code).toBe('webhooks-left');
    expect(message).toContain('Orders.create (id 101)');
  });
});

describe('denied events', () => {
  it('that only a wildcard matched are skipped with their entity, at the cost of one call', async () => {
    const at = await bench();
    for (const action of ['create', 'update', 'delete']) at.shop.denied.add(`Orders.${action}`);
    const registration = await registerPatterns(at, ['Orders.*', 'Labels.create']);
    expect(registration.webhooks().map(({ event }) => event)).toEqual(['Labels.create']);
    expect(registration.notices).toEqual([expect.objectContaining({ code: 'events-denied', level: 'warning' })]);
    expect(at.shop.calls).toEqual(['POST /webhooks Orders.create', 'POST /webhooks Labels.create']);
  });

  it('end it when none is left', async () => {
    const at = await bench();
    for (const action of ['create', 'update', 'delete']) at.shop.denied.add(`Orders.${action}`);
    expect(await troubleOf(registerPatterns(at, ['Orders.*']))).toMatchObject({ code: 'api-forbidden', exit: 3 });
    expect(at.shop.calls).toHaveLength(1);
    expect(await readLedgers(at.stateDir)).toEqual([]);
  });

  it('end it when one was named in full', async () => {
    const at = await bench();
    at.shop.denied.add('Labels.create');
    expect(await troubleOf(registerPatterns(at, ['Orders.*', 'Labels.create']))).toMatchObject({
      code: 'api-forbidden',
    });
    expect(at.shop.webhooks).toEqual([]);
  });
});

describe('removing', () => {
  it('goes on after the session was aborted', async () => {
    const at = await bench();
    const session = new AbortController();
    const registration = await registerPatterns(at, ['Orders.create'], { signal: session.signal });
    session.abort();
    expect(await registration.remove(never)).toEqual({ removed: 1, left: [] });
  });

  it('counts a webhook that somebody else deleted as gone', async () => {
    const at = await bench();
    const registration = await registerPatterns(at, ['Orders.*']);
    at.shop.webhooks.splice(1, 1);
    expect(await registration.remove(never)).toEqual({ removed: 3, left: [] });
    expect(at.shop.calls.slice(3)).toEqual(['DELETE /webhooks?ids=101;102;103', 'GET /webhooks']);
  });

  it('says what is left and why, and can be tried again', async () => {
    const at = await bench();
    const registration = await registerPatterns(at, ['Orders.create']);
    at.shop.override = () => HttpResponse.json({}, { status: 503 });
    const [first, second] = await Promise.all([registration.remove(never), registration.remove(never)]);
    expect(first).toBe(second);
    expect(first).toEqual({
      removed: 0,
      left: [{ id: 101, event: 'Orders.create', reason: expect.stringContaining('503') }],
    });
    expect((await readLedgers(at.stateDir))[0]?.entries).toHaveLength(1);
    at.shop.override = null;
    expect(await registration.remove(never)).toEqual({ removed: 1, left: [] });
    expect(at.shop.calls).toHaveLength(3);
  });
});

describe('a shop that takes no calls for now', () => {
  const RETRY = { 'Retry-After': '1' };
  const busy = (times: number): Override => {
    let left = times;
    return ({ method }) => {
      if (method !== 'DELETE' || left === 0) return undefined;
      left -= 1;
      return HttpResponse.json({}, { status: 429, headers: RETRY });
    };
  };

  it('is waited for at the end when it says that it takes them again in a moment', async () => {
    const at = await bench({ now: Date.now });
    const registration = await registerPatterns(at, ['Orders.*'], { now: Date.now });
    at.shop.override = busy(1);
    expect(await registration.remove(never)).toEqual({ removed: 3, left: [] });
    expect(at.shop.calls.slice(3)).toEqual(Array(2).fill('DELETE /webhooks?ids=101;102;103'));
    expect(at.shop.webhooks).toEqual([]);
    expect(await readLedgers(at.stateDir)).toEqual([]);
  });

  it('is asked once more, not for ever, and not after the time for it has passed', async () => {
    const at = await bench({ now: Date.now });
    const registration = await registerPatterns(at, ['Orders.create'], { now: Date.now });
    at.shop.override = busy(9);
    expect((await registration.remove(never)).left).toHaveLength(1);
    expect(at.shop.calls.slice(1)).toHaveLength(2);
    const { left } = await registration.remove(AbortSignal.timeout(50));
    expect(left[0]?.reason).toContain('takes no more API calls');
  });

  it('is not waited for when that takes long', async () => {
    const at = await bench();
    const registration = await registerPatterns(at, ['Orders.create']);
    at.shop.override = ({ method }) =>
      method === 'DELETE' ? HttpResponse.json({}, { status: 429, headers: { 'Retry-After': '600' } }) : undefined;
    expect((await registration.remove(never)).left).toHaveLength(1);
    expect(at.shop.calls).toHaveLength(2);
  });
});

describe('moving', () => {
  const elsewhere = (event: string): string => `https://hook:pass4word@elsewhere.example/p/${event}`;

  it('is one PUT each', async () => {
    const at = await bench();
    const registration = await registerPatterns(at, ['Orders.*']);
    expect(await registration.move(elsewhere, never)).toEqual({ moved: 3, left: [] });
    expect(at.shop.calls.slice(3)).toEqual(['PUT /webhooks', 'PUT /webhooks', 'PUT /webhooks']);
    expect(at.shop.webhooks.toSorted(byEvent).map(({ url, active_yn, event }) => [url, active_yn, event])).toEqual(
      ['create', 'delete', 'update'].map((action) => [elsewhere(`Orders.${action}`), true, `Orders.${action}`]),
    );
    expect(registration.webhooks()[0]?.shownUrl).toBe('https://elsewhere.example/p/Orders.create');
  });

  it('does not begin when the calls left do not cover it and the clean-up', async () => {
    const at = await bench();
    at.shop.left = { hour: 6, day: 0 };
    const registration = await registerPatterns(at, ['Orders.*']);
    const { moved, left } = await registration.move(elsewhere, never);
    expect({ moved, reasons: left.map(({ reason }) => reason) }).toEqual({
      moved: 0,
      reasons: Array.from({ length: 3 }, () => 'moving takes 4 API calls with the clean-up, and 3 are left'),
    });
    expect(posts(at.shop.calls)).toBe(at.shop.calls.length);
  });

  it('leaves alone what leads there already: only those left behind are paid for', async () => {
    const at = await bench();
    const registration = await registerPatterns(at, ['Orders.*']);
    at.shop.override = (request) =>
      request.method === 'PUT' && at.shop.calls.length === 5 ? HttpResponse.json({}, { status: 500 }) : undefined;
    const first = await registration.move(elsewhere, never);
    expect([first.moved, first.left.length]).toEqual([2, 1]);
    at.shop.override = null;
    expect(await registration.move(elsewhere, never)).toEqual({ moved: 3, left: [] });
    expect(at.shop.calls.slice(3)).toEqual(Array(4).fill('PUT /webhooks'));
    expect(at.shop.webhooks.map(({ url, event }) => url === elsewhere(event))).toEqual([true, true, true]);
    expect(await registration.move(elsewhere, never)).toEqual({ moved: 3, left: [] });
    expect(at.shop.calls).toHaveLength(7);
  });

  it('begins once the hour has passed, in which too few calls were left', async () => {
    const clock = { now: NOW };
    const at = await bench({ now: () => clock.now });
    at.shop.left = { hour: 5, day: 0 };
    const registration = await registerPatterns(at, ['Orders.*']);
    expect((await registration.move(elsewhere, never)).moved).toBe(0);
    clock.now += HOUR;
    at.shop.left = { hour: 10, day: 0 };
    expect((await registration.move(elsewhere, never)).moved).toBe(3);
  });

  it('says which webhooks still point to the old address', async () => {
    const at = await bench();
    const registration = await registerPatterns(at, ['Orders.create', 'Labels.create']);
    at.shop.webhooks.splice(0, 1);
    const { moved, left } = await registration.move(elsewhere, never);
    expect({ moved, left: left.map(({ id }) => id) }).toEqual({ moved: 1, left: [101] });
  });
});
