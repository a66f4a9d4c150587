/** Bugs of ours inside a session: whoever throws, the webhooks are removed and the end is told with 70. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionRecord } from '../../src/core/record.ts';
import { openSession, type Session } from '../../src/session/session.ts';
import { temporaryFolder } from '../support/program.ts';
import { planFor } from '../support/session-plan.ts';
import { KEY, LOGIN, startShopDouble, type ShopDouble } from '../support/shop-double.ts';

let shop: ShopDouble;
let folder: { path: string; remove: () => Promise<void> };

beforeEach(async () => {
  [shop, folder] = await Promise.all([startShopDouble(), temporaryFolder()]);
});

afterEach(() => Promise.all([shop.close(), folder.remove()]));

interface Opened {
  readonly session: Session;
  readonly records: SessionRecord[];
  readonly log: string[];
}

function open(onRecord: (record: SessionRecord) => void = () => undefined): Opened {
  const [records, log]: [SessionRecord[], string[]] = [[], []];
  const session = openSession(
    planFor(folder.path, {
      events: ['Orders.*'],
      shop: { kind: 'real', apiUrl: shop.apiUrl, login: LOGIN, key: KEY, allowHosts: [] },
    }),
    {
      now: Date.now,
      onRecord(record) {
        records.push(record);
        onRecord(record);
      },
      log: (text) => void log.push(text),
    },
  );
  return { session, records, log };
}

const ready = (session: Session): Promise<void> =>
  vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), { timeout: 10_000 });

const kinds = (records: readonly SessionRecord[]): readonly string[] => records.map(({ kind }) => kind);

describe('an output that throws', () => {
  it.each(['tunnel', 'webhook', 'ready'] as const)('at a %s record', async (kind) => {
    const { session, records, log } = open((record) => {
      if (record.kind === kind) throw new TypeError('cannot draw');
    });
    expect(await session.ended).toMatchObject({ reason: 'error', webhooksLeft: 0, exit: 70 });
    expect(shop.webhooks).toEqual([]);
    expect(records.at(-1)?.kind).toBe('end');
    expect(records.find((record) => record.kind === 'error')).toMatchObject({ code: 'internal', exit: 70 });
    expect(log.join('\n')).toMatch(/TypeError: cannot draw\n\s+at /);
  });

  it('at every record tells the end nevertheless', async () => {
    const { session } = open(() => {
      throw new TypeError('cannot draw at all');
    });
    expect(await session.ended).toMatchObject({ reason: 'error', exit: 70 });
    expect(shop.webhooks).toEqual([]);
  });

  it('at an attempt has not kept the shop from its answer', async () => {
    const { session, records } = open((record) => {
      if (record.kind === 'attempt') throw new TypeError('cannot draw');
    });
    await ready(session);
    expect(await shop.send('Orders.create', '{"orders":[]}')).toBe(204);
    expect(await session.ended).toMatchObject({ attempts: 1, exit: 70 });
    expect(kinds(records)).toContain('error');
  });
});

it('a screen that throws at a change ends the session, and others are still told', async () => {
  const { session } = open();
  await ready(session);
  let told = 0;
  session.subscribe(() => {
    throw new TypeError('cannot paint');
  });
  session.subscribe(() => void (told += 1));
  await shop.send('Orders.create', '{"orders":[]}');
  expect(await session.ended).toMatchObject({ reason: 'error', exit: 70 });
  expect(told).toBeGreaterThan(0);
  expect(shop.webhooks).toEqual([]);
});

describe('the exit code', () => {
  it('of a signal is not changed by a bug that comes later', async () => {
    const { session } = open();
    await ready(session);
    session.end({ reason: 'signal', exit: 143 });
    session.fail(new Error('late'));
    expect(await session.ended).toMatchObject({ reason: 'signal', exit: 143 });
  });

  it('of an end in order is', async () => {
    const { session } = open();
    await ready(session);
    session.end({ reason: 'quit' });
    session.fail(new Error('late'));
    expect(await session.ended).toMatchObject({ reason: 'quit', webhooksLeft: 0, exit: 70 });
  });
});

it('nothing is told after the end, however late it breaks', async () => {
  const { session, records, log } = open();
  await ready(session);
  session.end({ reason: 'quit' });
  await session.ended;
  session.fail(new Error('far too late'));
  expect(records.at(-1)?.kind).toBe('end');
  expect(log.join('\n')).toContain('far too late');
});
