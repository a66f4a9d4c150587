import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../src/store/history.ts';
import { projectWith } from '../settings/sources.ts';
import { failed, received, settled } from '../store/samples.ts';
import { NOW, run } from './fake-io.ts';

const OWN = 'k3v6a7q2xjmzyt5hgnwbcdl4pr';
const KEY = 'api-key-of-the-shop';

interface Kept {
  readonly cwd: string;
  readonly ids: readonly string[];
}

/** Secrets everywhere a careless program would leave them. */
function projectWithSecrets(): Kept {
  const cwd = projectWith({ 'package.json': '{}' });
  const history = openHistory({ dir: join(cwd, '.upgates-dev'), now: () => NOW, session: 's1' });
  const first = history.received(
    received({
      body: `{"orders":[{"order_number":"1","status_id":1}],"k":"${KEY}","u":"https://u:${KEY}@x/${OWN}/Orders.create"}`,
      url: `http://localhost:3000/${OWN}`,
      headers: [
        ['Host', `${OWN}.loca.lt`],
        ['Referer', `https://${OWN}.loca.lt/${OWN}/Orders.create`],
        ['X-Key', KEY],
        ['Cookie', 'session=1'],
      ],
    }),
  );
  const answer = { headers: [['Set-Cookie', 'a=b'] as const], body: Buffer.from(`{"token":"t","ok":"${KEY}"}`) };
  history.settled(settled(first.attempt, { handlerAnswer: answer }));
  const second = history.received(received({ body: '{"orders":[{"order_number":"1","status_id":2}]}', headers: [] }));
  history.settled(failed(second.attempt, { handlerAnswer: { headers: [], body: Buffer.from('{"ok":false}') } }));
  history.close();
  return { cwd, ids: [first.delivery, second.delivery] };
}

describe('history export', () => {
  it.each(['json', 'curl', 'fixture'])('lets no secret out as %s', async (format) => {
    const { cwd, ids } = projectWithSecrets();
    const env = { UPGATES_API_KEY: KEY };
    const { exit, stdout, stderr } = await run(['history', 'export', format, ids[0] ?? ''], { cwd, env });
    expect(exit).toBe(0);
    expect(stdout).toContain('order_number');
    for (const secret of [OWN, KEY, 'session=1', 'a=b', '"t"']) expect(stdout + stderr).not.toContain(secret);
    expect(stderr).toMatch(format === 'json' ? /^$/ : /secrets were taken out/);
  });

  it("leaves the handler's credentials out of a curl command, wherever they were configured", async () => {
    const cwd = projectWith({ 'upgates-dev.config.json': { forward: ['http://me:own-password@localhost:3000/hook'] } });
    const history = openHistory({ dir: join(cwd, '.upgates-dev'), now: () => NOW, session: 's1' });
    const { delivery } = history.received(received({ url: null }));
    history.close();
    for (const to of [[], ['--to', 'http://me:own-password@localhost:3001/hook']]) {
      const { exit, stdout, stderr } = await run(['history', 'export', 'curl', delivery, ...to], { cwd });
      expect([exit, stdout]).toEqual([0, expect.stringMatching(/localhost:300[01]\/hook/)]);
      expect(stdout + stderr).not.toContain('own-password');
    }
  });

  it('gives the body alone as a fixture, byte for byte', async () => {
    const { cwd, ids } = projectWithSecrets();
    const { stdout } = await run(['history', 'export', ids[1] ?? '', '--format', 'fixture'], { cwd });
    expect(stdout).toBe('{"orders":[{"order_number":"1","status_id":2}]}');
  });

  it('takes the format before and behind, and several ids', async () => {
    const { cwd, ids } = projectWithSecrets();
    const { stdout } = await run(['history', 'export', ...ids, 'json'], { cwd });
    expect(stdout.trim().split('\n')).toHaveLength(4);
    const curl = await run(['history', 'export', 'curl', ...ids, '--json', '--to', '3000/x'], { cwd });
    expect(curl.json()).toMatchObject(ids.map((id) => ({ kind: 'export', format: 'curl', id })));
  });

  it.each([
    [['kq3v'], /json, curl or fixture/],
    [['curl'], /Nothing says which/],
    [['curl', 'zzzz'], /There is no delivery/],
    [['fixture', 'aaaa', 'bbbb'], /one delivery/],
  ])('finds %j wrong', async (args, message) => {
    const { cwd } = projectWithSecrets();
    const { exit, stderr } = await run(['history', 'export', ...args], { cwd });
    expect(exit).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('history diff', () => {
  it('tells bodies, answers and conclusions by field', async () => {
    const { cwd, ids } = projectWithSecrets();
    const ran = await run(['history', 'diff', ...ids, '--json'], { cwd });
    expect(ran.exit).toBe(0);
    const told = ran.json().map(({ part, path, before, after }) => [part, path, before, after]);
    expect(told).toContainEqual(['body', 'orders[0].status_id', '1', '2']);
    expect(told).toContainEqual(['answer', 'token', '"t"', null]);
    expect(told).toContainEqual(['handler', '', '"200 OK"', '"500 Internal Server Error"']);
    expect(told).toContainEqual(['verdict', 'verdict', '"delivered"', '"repeats"']);
    expect(told).toContainEqual(['request header', 'cookie', '"session=1"', null]);
    const same = await run(['history', 'diff', ids[0] ?? '', ids[0] ?? ''], { cwd });
    expect(same.stdout).toBe('No difference.\n');
    expect((await run(['history', 'diff', ids[0] ?? '', 'zzzz'], { cwd })).exit).toBe(2);
  });
});

describe('history prune', () => {
  it('asks nobody where nobody can answer', async () => {
    const { cwd } = projectWithSecrets();
    const { exit, stderr } = await run(['history', 'prune', '--all'], { cwd });
    expect(exit).toBe(2);
    expect(stderr).toContain('--yes');
    expect((await run(['history', 'list', '--json'], { cwd })).json()).toHaveLength(2);
  });

  it('says what would go, and removes exactly that', async () => {
    const { cwd } = projectWithSecrets();
    const old = await run(['history', 'prune', '--older-than', '90d', '--yes'], { cwd });
    expect(old.stdout).toContain('Nothing to remove of 2 deliveries');
    expect((await run(['history', 'prune', '--older-than', 'x', '--yes'], { cwd })).exit).toBe(2);
    const dry = await run(['history', 'prune', '--all', '--dry-run', '--json'], { cwd });
    expect(dry.json()).toEqual([expect.objectContaining({ kind: 'prune', state: 'would-go' })]);
    const kept = await run(['history', 'prune', '--yes'], { cwd });
    expect(kept.stdout).toContain('Nothing to remove of 2 deliveries');
    expect((await run(['history', 'list', '--json'], { cwd })).json()).toHaveLength(2);
  });

  it('removes what is older', async () => {
    const cwd = projectWith({ 'package.json': '{}' });
    const history = openHistory({ dir: join(cwd, '.upgates-dev'), now: () => NOW, session: 's1' });
    for (const age of [1, 50, 60]) {
      const { attempt } = history.received(received({ body: `{"a":${age}}`, at: NOW - age * 3_600_000 }));
      history.settled(settled(attempt));
    }
    history.close();
    const ran = await run(['history', 'prune', '--older-than', '2d', '--yes', '--json'], { cwd });
    expect(ran.exit).toBe(0);
    expect(ran.json()).toMatchObject([
      { state: 'would-go', deliveries: 2, oldestAt: '2026-11-20T22:15:42.000Z' },
      { state: 'gone', deliveries: 2 },
    ]);
    expect((await run(['history', 'list', '--json'], { cwd })).json()).toHaveLength(1);
  });
});
