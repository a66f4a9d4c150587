import { describe, expect, it } from 'vitest';
import { sendAll, type SendPace } from '../../src/replay/send-all.ts';
import type { Parcel } from '../../src/replay/parcel.ts';
import { parcel } from './parcels.ts';

interface Sent {
  readonly name: string;
  readonly at: number;
}

const parcels = (count: number, gap = 0): readonly Parcel[] =>
  Array.from({ length: count }, (_, index) =>
    parcel('http://127.0.0.1:1/', { from: String(index), capturedAt: 1_000_000 + index * gap }),
  );

async function run(all: readonly Parcel[], pace: SendPace): Promise<{ sent: readonly Sent[]; most: number }> {
  const sent: Sent[] = [];
  let [underWay, most] = [0, 0];
  const { signal } = new AbortController();
  const send = async ({ from }: Parcel): Promise<void> => {
    sent.push({ name: from, at: performance.now() });
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
  };
  await sendAll(all, { pace, signal, send });
  return { sent, most };
}

describe('sendAll', () => {
  const names = Array.from({ length: 50 }, (_, index) => String(index));

  it('goes one after the other, or so many at once', async () => {
    const one = await run(parcels(50), { kind: 'max', atOnce: 1 });
    expect(one.sent.map(({ name }) => name)).toEqual(names);
    expect(one.most).toBe(1);
    const some = await run(parcels(50), { kind: 'max', atOnce: 7 });
    expect(some.sent.map(({ name }) => name)).toEqual(names);
    expect(some.most).toBe(7);
  });

  it.each([
    ['original', { kind: 'original' }],
    ['rate', { kind: 'rate', perSecond: 200 }],
  ] as const)('keeps the %s pace, never earlier than due', async (_name, pace) => {
    const { sent } = await run(parcels(50, 5), pace);
    expect(sent.map(({ name }) => name)).toEqual(names);
    const first = sent[0]?.at ?? 0;
    expect(sent.filter(({ at }, index) => at - first < index * 5 - 2)).toEqual([]);
  });

  it('stops at the first failure and throws it', async () => {
    const sent: string[] = [];
    const sending = sendAll(parcels(9), {
      pace: { kind: 'max', atOnce: 1 },
      signal: new AbortController().signal,
      send: async ({ from }) => {
        sent.push(from);
        if (from === '2') throw new Error('disk full');
      },
    });
    await expect(sending).rejects.toThrow('disk full');
    expect(sent).toEqual(['0', '1', '2']);
  });

  it('stops when it is told to, also in the middle of a pause', async () => {
    const stop = new AbortController();
    const sent: string[] = [];
    await sendAll(parcels(3, 3_600_000), {
      pace: { kind: 'original' },
      signal: stop.signal,
      send: async ({ from }) => {
        sent.push(from);
        setImmediate(() => stop.abort());
      },
    });
    expect(sent).toEqual(['0']);
  });
});
