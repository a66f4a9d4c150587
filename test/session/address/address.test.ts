import { afterEach, describe, expect, it } from 'vitest';
import { RULES } from '../../../src/core/rules.ts';
import { openListener, type Listener } from '../../../src/receive/listener.ts';
import { openAddress } from '../../../src/session/address/address.ts';
import { createPublicUrl } from '../../../src/tunnel/public-url.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Answers probes and nobody else. */
async function listen(): Promise<Listener> {
  const listener = await openListener<never>({
    port: 0,
    now: Date.now,
    admitting: () => ({ endpoints: new Map(), credentials: '', missing: 'refuse' }),
    terms: () => ({ policy: 'capture', budget: 0, limit: RULES.current.limit }),
    stages: {
      keep: () => null,
      lost: () => undefined,
      faultFor: () => null,
      forward: () => ({ kind: 'none' }),
      answered: () => () => undefined,
    },
    connections: () => null,
    onStranger: () => undefined,
    onMissingCredentials: () => undefined,
    notice: () => undefined,
  });
  closing.push(() => listener.close());
  return listener;
}

describe('a round trip', () => {
  it('behind a burst proves the way and does not measure it', async () => {
    const listener = await listen();
    const crowd = { isThere: true };
    const clock = { now: 1000 };
    const { signal } = new AbortController();
    const address = await openAddress({
      createProvider: () => createPublicUrl(listener.url),
      listener: { ...listener, isCrowded: () => crowd.isThere },
      name: 'any',
      now: () => clock.now,
      signal,
      emit: () => undefined,
      onTrouble: () => undefined,
    });
    expect([address.probes().length, address.provedAt()]).toEqual([1, 1000]);
    clock.now = 2000;
    expect(await address.check({ deadline: 10_000, signal })).toMatchObject({ kind: 'proved' });
    expect([address.probes().length, address.provedAt()]).toEqual([1, 2000]);
    crowd.isThere = false;
    await address.check({ deadline: 10_000, signal });
    expect([address.probes().length, address.provedAt()]).toEqual([2, 2000]);
  });
});
