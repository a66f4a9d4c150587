import { afterEach, expect, it, vi } from 'vitest';
import { SECOND } from '../../../src/core/instant.ts';
import { watchHandlers } from '../../../src/session/calls/watch-handlers.ts';
import { createModel, type Model } from '../../../src/session/model.ts';
import type { TargetView } from '../../../src/session/view.ts';
import { deadPort, startHandler, startRaw } from '../../support/handler.ts';
import { createFakeSession, NOON } from '../../show/tui/fake-session.ts';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface Watched {
  readonly model: Model;
  /** In the order of the targets. */
  readonly health: () => readonly TargetView['health'][];
  /** Looks once at all. */
  readonly look: () => Promise<void>;
}

/** Handlers by pattern. It looks when the test says so. */
function watch(urls: Readonly<Record<string, string>>): Watched {
  const targets = Object.entries(urls).map(([pattern, url]) => ({ pattern, url: new URL(url) }));
  const views = targets.map(({ pattern, url }): TargetView => ({
    pattern,
    url: url.href,
    health: 'unknown',
    since: null,
  }));
  const model = createModel({ ...createFakeSession().snapshot(), targets: views }, targets);
  return {
    model,
    health: () => model.snapshot().targets.map(({ health }) => health),
    async look() {
      const end = new AbortController();
      const rest = async (): Promise<void> => end.abort();
      await watchHandlers({ targets, model, now: () => NOON, signal: end.signal, rest });
    },
  };
}

it('tells which handlers are up before any call, and sends them nothing', async () => {
  const handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(() => handler.close());
  const { model, health, look } = watch({ 'Orders.*': handler.url, '*': `http://localhost:${await deadPort()}/` });
  await look();
  expect(health()).toEqual(['up', 'down']);
  expect(model.snapshot().targets.map(({ since }) => since)).toEqual([NOON, NOON]);
  expect(handler.calls).toEqual([]);
});

it('sees a handler come up, and then leaves it alone', async () => {
  const port = await deadPort();
  const { health, look } = watch({ '*': `http://127.0.0.1:${port}/` });
  await look();
  expect(health()).toEqual(['down']);
  let knocks = 0;
  const late = await startRaw(() => (knocks += 1), port);
  await look();
  expect(health()).toEqual(['up']);
  await vi.waitFor(() => expect(knocks).toBe(1));
  await look();
  await late.close();
  expect(knocks).toBe(1);
});

it('believes a call that came meanwhile rather than itself', async () => {
  const { model, health, look } = watch({ '*': `http://127.0.0.1:${await deadPort()}/` });
  const looking = look();
  const told = model.snapshot().targets.map((view): TargetView => ({ ...view, health: 'up', since: NOON - SECOND }));
  model.update({ targets: told });
  await looking;
  expect(health()).toEqual(['up']);
});

it('does not knock at what is out in the world', async () => {
  const { health, look } = watch({ '*': 'https://handler.example/hook' });
  // With nothing to look at it ends at once.
  await look();
  expect(health()).toEqual(['unknown']);
});
