/**
 * A shop that misbehaves, and the real program in front of it: what the user is told, what it cost, and that nothing is
 * left behind that is not said and not removed at the next start.
 */
import { createServer, get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../src/core/instant.ts';
import { listen as listenOn } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';
import { credentialsFor, KEY, startShopDouble, type Misbehaviour, type ShopDouble } from '../support/shop-double.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface World {
  readonly shop: ShopDouble;
  readonly folder: string;
  readonly env: Record<string, string>;
}

async function openWorld(): Promise<World> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const shop = await startShopDouble();
  cleanUp.push(shop.close);
  return { shop, folder: folder.path, env: { HOME: folder.path, ...credentialsFor(shop) } };
}

function start({ folder, env }: World, args: readonly string[]): Program {
  const program = startProgram({ args: [...args, '--json'], cwd: folder, env });
  cleanUp.push(() => {
    program.kill('SIGKILL');
    return program.exit;
  });
  return program;
}

function listen(world: World, events = 'Orders.*'): Program {
  return start(world, ['listen', '-e', events, '--tunnel', 'none']);
}

function ready(session: Program): Promise<JsonLine> {
  return session.line(({ kind }) => kind === 'ready');
}

async function quit(session: Program): Promise<JsonLine | undefined> {
  session.kill('SIGTERM');
  expect(await session.exit).toBe(143);
  return session.lines().at(-1);
}

function notice(session: Program, code: string): unknown {
  return session.lines().find((line) => line.kind === 'notice' && line['code'] === code)?.['text'];
}

/** The sentence that people see, and never more than that. */
function told(program: Program): string {
  const text = program.stderr();
  expect(text).toMatch(/^error: /);
  expect(text + program.stdout()).not.toMatch(new RegExp(`${KEY}|    at |hunter2`));
  return text;
}

const PAGE: Misbehaviour = { kind: 'answer', status: 200, body: '<!doctype html><title>Shop</title>' };
const HALF_JSON: Misbehaviour = { kind: 'answer', status: 200, body: '{"webhook":{"id":10' };
const BROKEN: Misbehaviour = { kind: 'answer', status: 500, body: 'Internal Server Error' };

function only(what: string, wrong: Misbehaviour): ShopDouble['misbehave'] {
  return (call) => (call.what.startsWith(what) ? wrong : null);
}

interface Sick {
  readonly name: string;
  readonly arrange: (shop: ShopDouble) => void;
  readonly events?: string;
  readonly says: RegExp;
  /** Every API call that was made. */
  readonly calls: readonly string[];
}

const POSTS = ['POST /webhooks Orders.create', 'POST /webhooks Orders.update', 'POST /webhooks Orders.delete'];
const [POST = ''] = POSTS;
const DELETE = 'DELETE /webhooks?ids=101';

/** Starts that fail with exit 3 and leave nothing at the shop. */
const SICK: readonly Sick[] = [
  {
    name: 'an event named in full is forbidden',
    arrange: (shop) => void shop.denied.add('Labels.create'),
    events: 'Orders.create,Labels.create',
    says: /forbids POST \/webhooks to this API user: No right to labels\.\n.*no right to this/,
    calls: [POST, 'POST /webhooks Labels.create', DELETE],
  },
  {
    name: '429 with a date',
    arrange: (shop) => {
      const headers = { 'Retry-After': new Date(Date.now() + HOUR / 2).toUTCString() };
      shop.misbehave = () => ({ kind: 'answer', status: 429, body: '{}', headers });
    },
    says: /takes no more API calls for now \(429\)\. The next call is allowed at \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    calls: [POST],
  },
  {
    name: 'a page instead of an answer, nothing done',
    arrange: (shop) => {
      shop.misbehave = only('POST', PAGE);
    },
    says: /answered POST \/webhooks with an HTML page.*may still be at the shop: Orders\.create\.\n.*UPGATES_API_URL.*removed at the next start/,
    calls: [POST, 'GET /webhooks'],
  },
  {
    name: 'a page instead of an answer, but done',
    arrange: (shop) => {
      shop.misbehave = only('POST', { ...PAGE, acts: true });
    },
    says: /answered POST \/webhooks with an HTML page\.\n/,
    calls: [POST, 'GET /webhooks', DELETE],
  },
  {
    name: 'half a JSON, but done',
    arrange: (shop) => {
      shop.misbehave = only('POST', { ...HALF_JSON, acts: true });
    },
    says: /answered POST \/webhooks with something that is no JSON\.\n/,
    calls: [POST, 'GET /webhooks', DELETE],
  },
  {
    name: 'an answer cut in the middle, but done',
    arrange: (shop) => {
      shop.misbehave = only('POST', { kind: 'cut', acts: true });
    },
    says: /broke off its answer to POST \/webhooks\.\n/,
    calls: [POST, 'GET /webhooks', DELETE],
  },
  {
    name: '500, but done',
    arrange: (shop) => {
      shop.misbehave = only('POST', { ...BROKEN, acts: true });
    },
    says: /failed to answer POST \/webhooks \(500\)\.\n.*trouble is at the shop/,
    calls: [POST, 'GET /webhooks', DELETE],
  },
  {
    name: 'a quota too small for the registration',
    arrange: (shop) => {
      shop.left = 3;
    },
    says: /The rest of the registration takes 3 API calls \(2 POST, 1 DELETE at the end\), but only 2 are left\.\n.*full again at \d{4}-\d\d-\d\d \d\d:00 UTC/,
    calls: [POST, DELETE],
  },
];

describe('a session that cannot start', () => {
  it.each(SICK.map((sick) => [sick.name, sick] as const))('%s', async (_, sick) => {
    const world = await openWorld();
    sick.arrange(world.shop);
    const session = listen(world, sick.events);
    expect(await session.exit).toBe(3);
    expect(told(session)).toMatch(sick.says);
    expect(world.shop.calls).toEqual(sick.calls);
    expect(world.shop.webhooks).toEqual([]);
    expect(session.lines().slice(-2)).toMatchObject([
      { kind: 'error', exit: 3 },
      { kind: 'end', reason: 'error', webhooksLeft: 0, exit: 3 },
    ]);
  });

  it('has a wrong key: exactly one bad login, by the session and by each command', async () => {
    const world = await openWorld();
    const wrong = { ...world, env: { ...world.env, UPGATES_API_KEY: 'hunter2' } };
    const programs = [() => listen(wrong), () => listen(wrong, '*'), () => start(wrong, ['webhooks', 'list'])];
    for (const open of programs) {
      const before = world.shop.badLogins();
      const program = open();
      expect(await program.exit).toBe(3);
      expect(told(program)).toMatch(/does not accept the API login and key\.\n.*Five wrong logins/);
      expect(world.shop.badLogins()).toBe(before + 1);
    }
    expect(world.shop.calls).toEqual([POST, 'GET /webhooks/events', 'GET /webhooks']);
  });

  it('has a wrong key and leftovers to remove: still one bad login, and they stay noted', async () => {
    const world = await openWorld();
    const killed = listen(world);
    await ready(killed);
    killed.kill('SIGKILL');
    await killed.exit;
    const session = listen({ ...world, env: { ...world.env, UPGATES_API_KEY: 'hunter2' } });
    expect(await session.exit).toBe(3);
    expect(told(session)).toMatch(/does not accept the API login and key/);
    expect([world.shop.badLogins(), world.shop.webhooks.length]).toEqual([1, 3]);
    await leavesNothing(world);
  });

  it('is locked out after five bad logins: one call, and the reason among the possible ones', async () => {
    const world = await openWorld();
    const authorization = `Basic ${Buffer.from('x:y').toString('base64')}`;
    for (let bad = 0; bad < 5; bad += 1) await fetch(`${world.shop.apiUrl}/status`, { headers: { authorization } });
    const session = listen(world);
    expect(await session.exit).toBe(3);
    expect(told(session)).toMatch(/forbids POST \/webhooks.*\n.*five wrong logins locked this address/);
    expect(world.shop.calls.slice(5)).toEqual([POST]);
    const list = start(world, ['webhooks', 'list']);
    expect(await list.exit).toBe(3);
    expect(world.shop.calls).toHaveLength(7);
  });

  it('may call again only later, and so cannot undo: it says so, and the next start does', async () => {
    const world = await openWorld();
    const headers = { 'Retry-After': new Date(Date.now() + HOUR / 2).toUTCString() };
    world.shop.misbehave = ({ number }) => (number > 1 ? { kind: 'answer', status: 429, body: '{}', headers } : null);
    const session = listen(world);
    expect(await session.exit).toBe(3);
    expect(told(session)).toMatch(/429.*Webhooks that may still be at the shop: Orders\.create \(id 101\)\./);
    expect(session.lines().at(-1)).toMatchObject({ kind: 'end', webhooksLeft: 1 });
    // The calls that were on their way, and nothing after the shop had named its date.
    expect(world.shop.calls.length).toBeLessThanOrEqual(3);
    await leavesNothing(world);
  });
});

/** The shop is well again: the next session removes what the last one had to leave, and ends well itself. */
async function leavesNothing({ shop, ...world }: World): Promise<void> {
  shop.misbehave = null;
  shop.left = null;
  const next = listen({ shop, ...world });
  await ready(next);
  expect(shop.webhooks).toHaveLength(3);
  expect(await quit(next)).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
  expect(shop.webhooks).toEqual([]);
}

describe('a shop that has moved', () => {
  it.each([
    ['api_url in the body', (url: string) => ({ body: JSON.stringify({ api_url: url }) })],
    ['Location', (url: string) => ({ body: '', headers: { Location: url } })],
  ])('is followed by its %s, and the user told to store it', async (_, tell) => {
    const [old, next] = [await openWorld(), await openWorld()];
    old.shop.misbehave = () => ({ kind: 'answer', status: 301, ...tell(next.shop.apiUrl) });
    const session = listen(old);
    await ready(session);
    expect(notice(session, 'shop-moved')).toBe(
      `The shop has moved to ${next.shop.apiUrl}. Store that address as UPGATES_API_URL.`,
    );
    expect(await quit(session)).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
    expect(old.shop.calls).toEqual([POST]);
    expect(next.shop.calls.toSorted()).toEqual([...POSTS, 'DELETE /webhooks?ids=101;102;103'].toSorted());
    expect(next.shop.webhooks).toEqual([]);
  });

  it.each([
    ['api_url in the body', (url: string) => ({ body: JSON.stringify({ api_url: url }) })],
    ['Location', (url: string) => ({ body: '', headers: { Location: url } })],
  ])('and by its %s names a hostile host, does not make us send anything there', async (_, tell) => {
    const world = await openWorld();
    const hostile = await startHostile();
    world.shop.misbehave = () => ({ kind: 'answer', status: 301, ...tell(hostile.url) });
    for (const open of [() => listen(world), () => start(world, ['webhooks', 'list'])]) {
      const program = open();
      expect(await program.exit).toBe(3);
      expect(told(program)).toMatch(
        /says it is at http:\/\/0\.0\.0\.0:\d+\/api\/v2 now; the login and key were not sent/,
      );
    }
    expect(hostile.received).toEqual([]);
    // It could have been reached.
    await new Promise((resolve) => get(hostile.url, resolve));
    expect(hostile.received).toEqual(['GET']);
    expect(world.shop.calls).toEqual([POST, 'GET /webhooks']);
  });

  it('and moves on and on is not followed for ever', async () => {
    const world = await openWorld();
    let hop = 0;
    world.shop.misbehave = () => {
      hop += 1;
      const headers = { Location: `http://127.0.0.1:${world.shop.port}/hop${hop}/api/v2` };
      return { kind: 'answer', status: 301, body: '', headers };
    };
    const session = listen(world);
    expect(await session.exit).toBe(3);
    expect(told(session)).toMatch(/no longer at/);
    expect(world.shop.calls).toHaveLength(2);
  });
});

/** A server that is on this machine, under an address that is none of loopback's: whatever comes here was let out. */
async function startHostile(): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.method ?? ''}${request.headers.authorization ?? ''}`);
    response.end();
  });
  const port = await listenOn(server);
  cleanUp.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { url: `http://0.0.0.0:${port}/api/v2`, received };
}

describe('in a session that runs', () => {
  it('events that only a wildcard matched are skipped when the shop forbids them', async () => {
    const world = await openWorld();
    for (const event of ['Labels.create', 'Labels.update', 'Labels.delete']) world.shop.denied.add(event);
    const session = listen(world, 'Orders.create,Labels.*');
    expect(await ready(session)).toMatchObject({ events: ['Orders.create'] });
    expect(notice(session, 'events-denied')).toMatch(/^Skipped, since the API user may not have them: Labels\./);
    expect(await quit(session)).toMatchObject({ webhooksRemoved: 1, webhooksLeft: 0 });
    expect(world.shop.webhooks).toEqual([]);
  });

  it('a quota that just covers it is enough, to the last call', async () => {
    const world = await openWorld();
    world.shop.left = 4;
    const session = listen(world);
    await ready(session);
    expect(await quit(session)).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
    expect(world.shop.left).toBe(0);
    expect(world.shop.webhooks).toEqual([]);
  });

  it.each<[string, (shop: ShopDouble) => void, RegExp]>([
    ['the quota is used up by others', (shop) => void (shop.left = 0), /takes no more API calls for now \(429\)/],
    [
      'the key is withdrawn',
      (shop) => {
        shop.misbehave = only('DELETE', { kind: 'answer', status: 401, body: '{}' });
      },
      /does not accept the API login and key/,
    ],
    [
      'the shop is ill',
      (shop) => {
        shop.misbehave = only('DELETE', BROKEN);
      },
      /failed to answer DELETE \/webhooks \(500\)/,
    ],
  ])('%s: the clean-up cannot be done, which is said, and the next start does it', async (_, sicken, says) => {
    const world = await openWorld();
    const session = listen(world);
    await ready(session);
    sicken(world.shop);
    expect(await quit(session)).toMatchObject({ webhooksRemoved: 0, webhooksLeft: 3 });
    const text = notice(session, 'webhooks-left');
    expect(text).toMatch(
      /^These webhooks still point here: Orders\.create \(id \d+\), .*The next start tries again\.$/,
    );
    expect(text).toMatch(says);
    expect(world.shop.calls).toHaveLength(4);
    await leavesNothing(world);
  });

  it('webhooks that were deactivated or deleted at the shop are cleaned up like the others', async () => {
    const world = await openWorld();
    const session = listen(world);
    await ready(session);
    for (const webhook of world.shop.webhooks) webhook.active_yn = false;
    world.shop.webhooks.splice(0, 1);
    expect(await quit(session)).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
    expect(world.shop.webhooks).toEqual([]);
    // The DELETE did not find one of them, so one GET made sure that it is gone.
    expect(world.shop.calls.slice(3)).toEqual(['DELETE /webhooks?ids=101;102;103', 'GET /webhooks']);
  });
});

describe('webhooks list and clean', () => {
  it.each<[string, Misbehaviour, RegExp]>([
    ['a page', PAGE, /answered GET \/webhooks with an HTML page\.\n.*UPGATES_API_URL/],
    ['half a JSON', HALF_JSON, /answered GET \/webhooks with something that is no JSON/],
    ['JSON of another kind', { kind: 'answer', status: 200, body: '[1]' }, /JSON that its API does not document/],
    ['a cut answer', { kind: 'cut' }, /broke off its answer to GET \/webhooks/],
    ['500', BROKEN, /failed to answer GET \/webhooks \(500\)/],
    ['403', { kind: 'answer', status: 403, body: '{}' }, /forbids GET \/webhooks to this API user/],
    ['429', { kind: 'answer', status: 429, body: '{}' }, /takes no more API calls for now \(429\)/],
  ])('%s: one call, exit 3', async (_, wrong, says) => {
    const world = await openWorld();
    world.shop.misbehave = () => wrong;
    const [list, clean] = [start(world, ['webhooks', 'list']), start(world, ['webhooks', 'clean'])];
    expect([await list.exit, await clean.exit]).toEqual([3, 3]);
    for (const program of [list, clean]) expect(told(program)).toMatch(says);
    expect(world.shop.calls).toEqual(['GET /webhooks', 'GET /webhooks']);
  });
});
