import { createServer } from 'node:http';
import { once } from 'node:events';
import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../src/register/api-client.ts';
import { isUndecided } from '../../src/register/api-trouble.ts';
import type { CallsLeft } from '../../src/register/calls-left.ts';
import { BASE, type Override } from './fake-shop.ts';
import { clientOf, KEY, NOW, startShop, troubleOf, urlFor, withFakeShop } from './workbench.ts';

withFakeShop();

const hook = { name: 'upgates-dev/x', url: urlFor('Orders.create'), event: 'Orders.create', active: true };
const MOVED = 'https://demo.admin.s9.upgates.com/api/v2';
const html = (): Response => HttpResponse.html('<html>Administrace</html>');
const list = (client: ApiClient): Promise<unknown> => client.listWebhooks();

describe('the client', () => {
  it('sends Basic, JSON and its name, and one call for each function', async () => {
    const shop = startShop();
    const seen: Headers[] = [];
    shop.override = (request) => {
      seen.push(request.headers);
      return undefined;
    };
    const client = clientOf();
    const created = await client.createWebhook(hook);
    await client.updateWebhook({ id: created.id, active: false });
    await client.status();
    expect(shop.calls).toEqual(['POST /webhooks Orders.create', 'PUT /webhooks', 'GET /status']);
    expect(seen.map((headers) => headers.get('authorization'))).toEqual(
      Array.from({ length: 3 }, () => `Basic ${Buffer.from(`12345:${KEY}`).toString('base64')}`),
    );
    expect(seen[0]?.get('content-type')).toBe('application/json');
    expect(seen[0]?.get('user-agent')).toBe('upgates-dev/test');
    expect(shop.webhooks).toEqual([
      { id: created.id, name: hook.name, url: hook.url, event: hook.event, active_yn: false },
    ]);
  });

  it('deletes all in one call and returns those the shop did not delete', async () => {
    const shop = startShop();
    const ids = [shop.add('a'), shop.add('b')];
    expect(await clientOf().deleteWebhooks([...ids, 999])).toEqual([{ id: 999, reason: 'Webhook does not exist' }]);
    expect(shop.calls).toEqual(['DELETE /webhooks?ids=101;102;999']);
    expect(await clientOf().deleteWebhooks([])).toEqual([]);
    expect(shop.calls).toHaveLength(1);
  });

  it.each([
    ['numbers and deleted', { id: 5, deleted: true }],
    ['texts and deleted_yn', { id: '5', deleted_yn: 1 }],
    ['flags as text', { id: '5', deleted: 'true' }],
  ])('understands a deletion told with %s', async (_, item) => {
    const shop = startShop();
    shop.override = () => HttpResponse.json({ webhooks: [item] });
    expect(await clientOf().deleteWebhooks([5])).toEqual([]);
  });

  it.each([
    ['flat messages', { id: 5, deleted: false, messages: [{ message: 'no' }] }, 'no'],
    [
      'nested messages',
      { id: '5', deleted_yn: false, messages: [{ code: '5', messages: ['no', { message: 'way' }] }] },
      'no; way',
    ],
    ['nothing at all', { id: 6, deleted: true }, 'the shop gave no reason'],
  ])('reports what was not deleted, with %s', async (_, item, reason) => {
    const shop = startShop();
    shop.override = () => HttpResponse.json({ webhooks: [item] });
    expect(await clientOf().deleteWebhooks([5])).toEqual([{ id: 5, reason }]);
  });

  it('reads webhooks of every documented shape and passes over what is none', async () => {
    const shop = startShop();
    const good = { id: '7', active_yn: 1, name: 'n', url: 'https://x.example', event: 'Orders.create' };
    const success = { last_success_call: '2026-11-23T11:00:00+01:00', last_success_call_status: '204' };
    const junk = [null, 7, 'x', [], {}, { id: -1 }, { id: 1.5 }, { id: '1e3' }, { id: 2 ** 60 }];
    shop.override = () => HttpResponse.json({ webhooks: [{ ...good, ...success, last_error_call: 'never' }, ...junk] });
    expect(await clientOf().listWebhooks()).toEqual([
      {
        id: 7,
        active: true,
        name: 'n',
        url: 'https://x.example',
        event: 'Orders.create',
        lastSuccess: { at: Date.UTC(2026, 10, 23, 10), status: 204 },
        lastError: null,
      },
    ]);
  });

  it.each([
    ['1', true],
    ['true', true],
    [true, true],
    [1, true],
    ['0', false],
    ['false', false],
    [false, false],
    [0, false],
    ['', false],
  ])('reads the right to an event from %j', async (allowed_yn, isAllowed) => {
    const shop = startShop();
    shop.override = () => HttpResponse.json({ events: [{ name: 'Orders.create', allowed_yn }, { name: 7 }] });
    expect(await clientOf().listEvents()).toEqual([{ name: 'Orders.create', isAllowed, isCatalogued: true }]);
  });
});

describe('the calls', () => {
  it('go alone until the login is proven, then three at once', async () => {
    const shop = startShop();
    const gate = createGate();
    let held = 0;
    shop.override = async () => {
      held += 1;
      if (held === 1) expect(shop.mostAtOnce()).toBe(1);
      if (held === 4) setImmediate(gate.open);
      if (held > 1) await gate.opened;
      return undefined;
    };
    const client = clientOf();
    await Promise.all(Array.from({ length: 9 }, () => list(client)));
    expect(shop.mostAtOnce()).toBe(3);
    expect(shop.calls).toHaveLength(9);
  });

  it('cost one bad login when the key is mistyped, however many were asked for', async () => {
    const shop = startShop();
    shop.override = () => HttpResponse.json({ message: 'Unauthorized' }, { status: 401 });
    const client = clientOf();
    const troubles = await Promise.all(Array.from({ length: 5 }, () => troubleOf(list(client))));
    expect(new Set(troubles.map(({ code }) => code))).toEqual(new Set(['api-unauthorized']));
    await troubleOf(client.deleteWebhooks([1]));
    expect(shop.calls).toHaveLength(1);
  });

  it('may still clean up when a login is refused that was good before', async () => {
    const shop = startShop();
    const client = clientOf();
    await list(client);
    shop.override = () => HttpResponse.json({}, { status: 401 });
    await troubleOf(list(client));
    shop.override = null;
    expect(await client.deleteWebhooks([shop.add('a')])).toEqual([]);
  });

  it('left are known from the answers and told', async () => {
    const shop = startShop();
    shop.left = { hour: 1, day: 50 };
    const told: CallsLeft[] = [];
    const client = clientOf({ onCallsLeft: (calls) => told.push(calls) });
    expect(client.callsLeft()).toEqual({ hour: null, day: null, total: null });
    await list(client);
    await list(client);
    expect(client.callsLeft()).toEqual({ hour: 0, day: 49, total: 49 });
    expect(told.map(({ total }) => total)).toEqual([50, 49]);
  });

  it('stop until the date of a 429, at no further cost', async () => {
    const shop = startShop();
    const headers = { 'Retry-After': 'Mon, 23 Nov 2026 11:00:00 GMT', 'X-Rate-Limit-Total-Remaining': '0' };
    shop.override = () => HttpResponse.json({}, { status: 429, headers });
    let now = NOW;
    const client = clientOf({ now: () => now });
    const { code, exit, message } = await troubleOf(list(client));
    expect({ code, exit }).toEqual({ code: 'api-rate-limited', exit: 3 });
    expect(message).toContain('2026-11-23 11:00 UTC');
    expect(client.callsLeft().total).toBe(0);
    await troubleOf(list(client));
    expect(shop.calls).toHaveLength(1);
    now = Date.UTC(2026, 10, 23, 11);
    shop.override = null;
    await list(client);
    expect(shop.calls).toHaveLength(2);
  });

  it('have an own deadline and can be given up', async () => {
    const shop = startShop();
    shop.override = () => new Promise<Response>(() => {});
    expect((await troubleOf(list(clientOf({ deadline: 30 })))).code).toBe('api-timeout');
    const session = new AbortController();
    const client = clientOf({ signal: session.signal });
    const waiting = troubleOf(list(client));
    const queued = troubleOf(list(client));
    session.abort();
    expect((await waiting).code).toBe('api-aborted');
    expect((await queued).code).toBe('api-not-sent');
    shop.override = null;
    await client.listWebhooks(new AbortController().signal);
  });
});

describe('trouble', () => {
  it.each<Case>([
    {
      on: '401',
      answer: () => HttpResponse.json({}, { status: 401 }),
      code: 'api-unauthorized',
      says: /UPGATES_API_LOGIN/,
    },
    {
      on: '403',
      answer: () => HttpResponse.json({}, { status: 403 }),
      code: 'api-forbidden',
      says: /inactive.*no right.*locked/,
    },
    {
      on: '404',
      answer: () => HttpResponse.html('<h1>', { status: 404 }),
      code: 'api-not-found',
      says: /UPGATES_API_URL/,
    },
    {
      on: '400',
      answer: () => HttpResponse.json({ messages: [{ message: 'url is wrong' }] }, { status: 400 }),
      code: 'api-rejected',
      says: /url is wrong/,
    },
    { on: '429', answer: () => HttpResponse.text('', { status: 429 }), code: 'api-rate-limited', says: /429/ },
    { on: '501', answer: () => HttpResponse.json({}, { status: 501 }), code: 'api-rejected', says: /501/ },
  ])('$on is told in one sentence, with exit 3; the shop has certainly not done it', async (given) => {
    expect(await undecidedOn(given)).toBe(false);
  });

  it.each<Case>([
    { on: '500', answer: () => HttpResponse.text('oops', { status: 500 }), code: 'api-server-error', says: /500/ },
    {
      on: 'a proxy’s 502',
      answer: () => HttpResponse.html('<h1>Bad Gateway', { status: 502 }),
      code: 'api-server-error',
      says: /502/,
    },
    {
      on: '302',
      answer: () => new HttpResponse(null, { status: 302, headers: { Location: '/login' } }),
      code: 'api-unexpected',
      says: /302/,
    },
    { on: 'HTML', answer: html, code: 'api-not-json', says: /HTML page/ },
    { on: 'half JSON', answer: () => HttpResponse.text('{"webhook": {"id":'), code: 'api-not-json', says: /no JSON/ },
    { on: 'nothing', answer: () => new HttpResponse(null, { status: 200 }), code: 'api-not-json', says: /no JSON/ },
    { on: 'null', answer: () => HttpResponse.json(null), code: 'api-unexpected', says: /does not document/ },
    {
      on: 'another shape',
      answer: () => HttpResponse.json({ webhook: { id: 'x' } }),
      code: 'api-unexpected',
      says: /does not document/,
    },
    { on: 'a cut', answer: () => HttpResponse.error(), code: 'api-broken', says: /broke off/ },
    {
      on: 'far too much',
      answer: () => HttpResponse.text('x'.repeat(2_000_001)),
      code: 'api-unexpected',
      says: /far more/,
    },
  ])('$on is told in one sentence, with exit 3; the shop may have done it all the same', async (given) => {
    expect(await undecidedOn(given)).toBe(true);
  });

  it('never shows the key, a webhook’s credentials or control characters that the shop sends back', async () => {
    const shop = startShop();
    const message = `bad url ${urlFor('Orders.create')} for 12345:${KEY} \u001b[31m\u202e`;
    shop.override = () => HttpResponse.json({ message }, { status: 400 });
    const trouble = await troubleOf(clientOf().createWebhook(hook));
    expect(trouble.message).toContain('bad url');
    expect(trouble.message).not.toMatch(/k3yS3cret99|pass4word|0123456789abcdef/);
    // oxlint-disable-next-line no-control-regex
    expect(trouble.message).not.toMatch(/[\u001b\u202e]/);
  });

  it('a port where nobody listens is unreachable, and nothing was sent', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    server.close();
    await once(server, 'close');
    const error: unknown = await clientOf({ apiUrl: `http://127.0.0.1:${port}` })
      .createWebhook(hook)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'api-unreachable', exit: 3 });
    expect(isUndecided(error)).toBe(false);
  });

  it('an address where credentials must not go is refused before any call', () => {
    expect(() => clientOf({ apiUrl: 'https://evil.example' })).toThrow(/no address of Upgates/);
    expect(() => clientOf({ apiUrl: 'https://proxy.example', allowHosts: ['proxy.example'] })).not.toThrow();
  });
});

describe('a moved shop', () => {
  it.each<[string, Override]>([
    [
      'api_url',
      () => HttpResponse.json({ api_url: MOVED }, { status: 301, headers: { Location: 'https://evil.example' } }),
    ],
    ['Location', () => new HttpResponse('', { status: 301, headers: { Location: `${MOVED}/webhooks` } })],
  ])('is followed once by %s, told, and remembered', async (_, override) => {
    const old = startShop();
    const moved = startShop(MOVED);
    old.override = override;
    const told: string[] = [];
    const client = clientOf({ onMoved: (url) => told.push(url) });
    await client.createWebhook(hook);
    await list(client);
    expect(old.calls).toHaveLength(1);
    expect(moved.calls).toEqual(['POST /webhooks Orders.create', 'GET /webhooks']);
    expect(told).toEqual([MOVED]);
    expect(client.host()).toBe('demo.admin.s9.upgates.com');
    expect(client.identity.shop).toBe('demo.admin.upgates.com');
  });

  it.each<[string, Override]>([
    ['a stranger', () => HttpResponse.json({ api_url: 'https://evil.example/api/v2' }, { status: 301 })],
    ['plain http', () => HttpResponse.json({ api_url: MOVED.replace('https', 'http') }, { status: 301 })],
    ['this machine', () => HttpResponse.json({ api_url: 'http://127.0.0.1:1/api/v2' }, { status: 301 })],
    ['itself', () => HttpResponse.json({ api_url: BASE }, { status: 301 })],
    ['nowhere', () => new HttpResponse('', { status: 301 })],
  ])('is not followed to %s', async (_, override) => {
    const shop = startShop();
    shop.override = override;
    const { code, exit } = await troubleOf(list(clientOf()));
    expect({ code, exit, calls: shop.calls.length }).toEqual({ code: 'api-moved', exit: 3, calls: 1 });
  });

  it('that moved again is not followed a second time', async () => {
    const old = startShop();
    const moved = startShop(MOVED);
    old.override = () => HttpResponse.json({ api_url: MOVED }, { status: 301 });
    moved.override = () => HttpResponse.json({ api_url: BASE }, { status: 301 });
    expect((await troubleOf(list(clientOf()))).code).toBe('api-moved');
    expect([old.calls.length, moved.calls.length]).toEqual([1, 1]);
  });
});

interface Case {
  readonly on: string;
  readonly answer: Override;
  readonly code: string;
  readonly says: RegExp;
}

/** Creates a webhook, checks what is said, and tells whether it may exist all the same. */
async function undecidedOn({ answer, code, says }: Case): Promise<boolean> {
  const shop = startShop();
  shop.override = answer;
  const error: unknown = await clientOf()
    .createWebhook(hook)
    .catch((reason: unknown) => reason);
  const trouble = await troubleOf(Promise.reject(error instanceof Error ? error : new Error('no error')));
  expect(trouble).toMatchObject({ code, exit: 3 });
  expect(trouble.message).toMatch(says);
  expect(trouble.message).not.toContain(KEY);
  expect(shop.calls).toHaveLength(1);
  return isUndecided(error);
}

function createGate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
