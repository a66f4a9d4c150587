/**
 * For every check a handler broken on purpose that only it catches, and a good one that passes all.
 */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/check/check.ts';
import { examine, notPassed, type Examined } from '../check/examination.ts';
import { startModel, type ModelOptions, type Spoil } from '../check/model-handler.ts';

/** The tests run side by side, since most of their time is a second of waiting: each closes what it opened. */
async function examineModel(
  options: ModelOptions = {},
  examined: Omit<Examined, 'url'> & { readonly userinfo?: false } = {},
): Promise<readonly Finding[]> {
  const model = await startModel(options);
  try {
    const url = new URL(model.url);
    if (examined.userinfo === false) url.username = url.password = '';
    return await examine({ ...examined, url });
  } finally {
    await model.close();
  }
}

/** Both need `--start`; their broken handlers are in handler-checks-start.test.ts. */
const SKIPPED = ['recovery', 'restart'];

function duplicates(): Spoil {
  const seen = new Set<string>();
  return ({ text }, right) => {
    const isKnown = seen.has(text);
    seen.add(text);
    return right === 204 && isKnown ? { status: 409 } : null;
  };
}

function olderTimes(): Spoil {
  const latest = new Map<string, string>();
  return ({ records }) => {
    const [{ order_number: key, last_update_time: time } = {}] = records;
    if (typeof key !== 'string' || typeof time !== 'string') return null;
    const known = latest.get(key) ?? '';
    if (time > known) latest.set(key, time);
    return time < known ? { status: 409 } : null;
  };
}

/** In the midst of `budget`: events, redirect and the gentle checks make some sixty calls before it. */
const isInBudget = (number: number): boolean => number >= 90 && number < 94;

const BROKEN: Readonly<Record<string, ModelOptions>> = {
  events: { spoil: ({ json }) => (json !== undefined && 'languages' in json ? { status: 500 } : null) },
  redirect: {
    spoil: ({ headers }) =>
      headers['user-agent'] === undefined && headers['content-type'] !== undefined && headers.accept === undefined
        ? { status: 302, headers: { Location: '/are-you-human' } }
        : null,
  },
  'unknown-fields': { spoil: ({ text }) => (text.includes('brand_new') ? { status: 422 } : null) },
  'null-codes': { spoil: ({ records }) => (records.some(({ code }) => code === '') ? { status: 500 } : null) },
  unicode: {
    spoil: ({ json }) => (/\p{Extended_Pictographic}/u.test(JSON.stringify(json ?? '')) ? { status: 500 } : null),
  },
  'empty-list': {
    spoil: ({ records }, right) => (right === 204 && records.length === 0 ? { status: 500 } : null),
  },
  duplicate: { spoil: duplicates() },
  order: { spoil: olderTimes() },
  budget: { spoil: ({ number }) => (number === 90 ? { status: 204, after: 1200 } : null) },
  'no-credentials': {
    spoil: ({ headers }, right) => (headers.authorization === undefined && right === 401 ? { status: 204 } : null),
  },
  'wrong-credentials': {
    spoil: ({ headers }, right) => (headers.authorization !== undefined && right === 401 ? { status: 204 } : null),
  },
  'get-request': { spoil: ({ method }) => (method === 'GET' ? { status: 200, body: 'hello' } : null) },
  'wrong-type': { spoil: (_call, right) => (right === 415 ? { status: 204 } : null) },
  'broken-json': { spoil: (_call, right) => (right === 400 ? { status: 200, body: '{"error":"bad json"}' } : null) },
  // It takes the first piece of a small body for all of it.
  'slow-caller': {
    spoil: ({ pieces, text }, right) =>
      right === 204 && text.length < 10_000 && pieces.length > 1 ? { status: 400 } : null,
  },
  'batch-5000': { spoil: ({ text }) => (text.length > 100_000 ? { status: 413 } : null) },
  // The delay keeps the calls of a burst under way together.
  burst: { spoil: ({ atOnce }, right) => ({ status: atOnce > 10 ? 503 : right, after: atOnce > 3 ? 60 : 0 }) },
  'caller-hangs-up': { dies: (why) => why === 'hang-up' },
};

describe.concurrent('handlers broken on purpose', () => {
  it.each(Object.entries(BROKEN))('only %s catches it', async (name, options) => {
    const findings = await examineModel(options);
    expect(notPassed(findings)).toEqual({ failed: [name], skipped: SKIPPED });
    const found = findings.find((finding) => finding.name === name);
    for (const words of [found?.sent, found?.expected, found?.got, found?.meaning, found?.hint]) {
      expect(words).toEqual(expect.stringMatching(/\S{3}/));
    }
  });

  it('budget warns of a handler that needs more than half of the limit', async () => {
    const spoil: Spoil = ({ number }, right) => (isInBudget(number) ? { status: right, after: 600 } : null);
    expect(notPassed(await examineModel({ spoil }))).toEqual({ warned: ['budget'], skipped: SKIPPED });
  });
});

describe.concurrent('a handler that does everything right', () => {
  it('passes', async () => {
    expect(notPassed(await examineModel())).toEqual({ skipped: SKIPPED });
  });

  it('is not asked for credentials that the address does not have', async () => {
    const spoil: Spoil = (_call, right) => (right === 401 ? { status: 204 } : null);
    const only = ['events', 'no-credentials', 'wrong-credentials'];
    const findings = await examineModel({ spoil }, { only, userinfo: false });
    expect(notPassed(findings)).toEqual({ skipped: ['no-credentials', 'wrong-credentials'] });
  });
});

describe.concurrent('a handler that dies', () => {
  it('fails the check that killed it; the rest is skipped with the reason', async () => {
    const findings = await examineModel(
      { dies: (why) => why !== 'hang-up' && why.number === 2 },
      { only: ['events', 'redirect', 'burst'] },
    );
    expect(notPassed(findings)).toEqual({ failed: ['events'], skipped: ['redirect', 'burst'] });
    expect(findings.map(({ got }) => got)).toEqual([
      expect.stringMatching(/closed before a whole answer.*after that the handler is gone: the connection was refused/),
      'the handler has not answered any more since events',
      'the handler has not answered any more since events',
    ]);
  });

  it('is noticed although its last answer was right', async () => {
    const findings = await examineModel(
      { spoil: () => null, dies: (why) => why !== 'hang-up' && why.number === 37 },
      { only: ['events', 'redirect', 'unicode'] },
    );
    expect(notPassed(findings)).toEqual({ failed: ['redirect'], skipped: ['unicode'] });
  });
});
