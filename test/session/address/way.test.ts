import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/core/rules.ts';
import type { PublicAddress } from '../../../src/session/address/address.ts';
import { createWay, type Way } from '../../../src/session/address/way.ts';
import { createLocaltunnel } from '../../../src/tunnel/localtunnel.ts';
import { createNoTunnel } from '../../../src/tunnel/no-tunnel.ts';
import type { TunnelProvider } from '../../../src/tunnel/tunnel.ts';

const PROVED_AT = 1_000_000;

function wayOver(provider: TunnelProvider, probes: readonly number[]): Way {
  const never = (): never => {
    throw new Error('nobody asks for this');
  };
  const address: PublicAddress = {
    publicUrl: 'http://a.test',
    isNameOurs: true,
    provider,
    probes: () => probes,
    tunnelMs: () => probes.at(-1) ?? 0,
    provedAt: () => PROVED_AT,
    check: never,
    reopen: never,
    onTrouble: never,
    isOver: never,
    close: never,
  };
  const way = createWay();
  way.use(address);
  return way;
}

const tunnel = createLocaltunnel({ host: 'http://127.0.0.1:1' });

describe('the way', () => {
  it('is short and wide before an address stands', () => {
    const way = createWay();
    expect([way.tunnelMs(), way.slowestMs(), way.connections(), way.isDoubtful(PROVED_AT)]).toEqual([
      0,
      0,
      null,
      false,
    ]);
    expect(way.budget(RULES.current)).toBe(950);
  });

  it('is as long as its slowest round trip', () => {
    const way = wayOver(tunnel, [20, 400, 30]);
    expect([way.tunnelMs(), way.slowestMs(), way.budget(RULES.current), way.connections()]).toEqual([30, 400, 550, 10]);
    expect(way.isTooLong(RULES.current)).toBe(false);
    expect(wayOver(tunnel, [900]).isTooLong(RULES.current)).toBe(true);
  });

  it('is doubtful when nothing has proved it for longer than usual, as after a sleep', () => {
    const way = wayOver(tunnel, [20]);
    expect([way.isDoubtful(PROVED_AT + 5900), way.isDoubtful(PROVED_AT + 6100)]).toEqual([false, true]);
    expect(wayOver(createNoTunnel(), []).isDoubtful(PROVED_AT + 60_000)).toBe(false);
  });
});
