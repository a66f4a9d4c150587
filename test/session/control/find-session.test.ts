import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DoorFile } from '../../../src/session/control/door-file.ts';
import { findSession, findSideBySide } from '../../../src/session/control/find-session.ts';
import { whoCan } from '../../../src/session/control/who-can.ts';
import type { Intention } from '../../../src/session/intention.ts';
import { failureOf } from '../../settings/sources.ts';

function door(session: string, dataDir: string, more: Partial<DoorFile> = {}): DoorFile {
  const lease = { pid: 7, startedAt: null, bootId: null, pidSpace: null, host: null };
  return { what: 'session', session, socket: '', token: '', lease, shop: 'simulated', dataDir, startedAt: '', ...more };
}

const DOORS = [door('aa000001', '/a'), door('ab000002', '/b')];

it.each([
  ['the one of this project', DOORS, null, '/b', 'ab000002'],
  ['the only one that runs', DOORS.slice(0, 1), null, '/elsewhere', 'aa000001'],
  ['the one that was named', DOORS, 'aa', '/b', 'aa000001'],
  ['in capitals too', DOORS, 'AB', '/a', 'ab000002'],
] as const)('is %s', (...[, doors, prefix, dataDir, session]) => {
  expect(findSession(doors, { prefix, dataDir }).session).toBe(session);
});

it.each([
  ['none runs', [], null, '/a', /No session is running/],
  ['several run elsewhere', DOORS, null, '/c', /aa000001 .*ab000002/],
  ['the prefix fits several', DOORS, 'a', '/a', /2 sessions are running/],
  ['the prefix fits none', DOORS, 'ff', '/a', /begins with "ff"/],
  ['two run in this project', [...DOORS, door('cc000003', '/a')], null, '/a', /3 sessions/],
] as const)('when %s says which there are', (...[, doors, prefix, dataDir, sentence]) => {
  const failure = failureOf(() => findSession(doors, { prefix, dataDir }));
  expect(failure.exit).toBe(2);
  expect(failure.message).toMatch(sentence);
});

it('knows a folder by all its names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upgates-dev-find-'));
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  const doors = [door('aa000001', folder), door('bb000002', '/b')];
  expect(findSession(doors, { prefix: null, dataDir: link }).session).toBe('aa000001');
  rmSync(link);
  rmSync(folder, { recursive: true });
});

const SHOP = door('cc000003', '/a', { what: 'shop', shop: 'demoshop' });
const ON_IT = door('dd000004', '/a', { shop: '127.0.0.1:8190' });

it.each([
  ['emit', { kind: 'emit', event: 'Orders.create', records: 1, count: 1 }, [SHOP, ON_IT], 'cc000003'],
  ['move', { kind: 'move', form: 'both', port: null }, [SHOP, ON_IT], 'cc000003'],
  ['answer', { kind: 'set-policy', policy: 'ack' }, [SHOP, ON_IT], 'dd000004'],
  [
    'replay',
    { kind: 'replay', ids: ['x'], last: null, filter: null, sets: [], pace: 'max', to: null },
    [SHOP, ON_IT],
    'dd000004',
  ],
  ['step, on the shop inside a session,', { kind: 'step' }, [door('ee000005', '/a'), ON_IT], 'ee000005'],
  ['step, where nobody can,', { kind: 'step' }, [ON_IT], 'dd000004'],
] as const)('%s is asked of who can do it', (...[, intention, doors, session]) => {
  const can = whoCan(intention satisfies Intention);
  expect(findSession(doors, { prefix: null, dataDir: '/a', can }).session).toBe(session);
});

it('says which is a session and which a shop', () => {
  const failure = failureOf(() => findSession([SHOP, ON_IT], { prefix: null, dataDir: '/a', can: whoCan(null) }));
  expect(failure.message).toMatch(
    /^1 session and 1 simulated shop are running: cc000003 \(the simulated shop demoshop, /,
  );
  expect(findSession([SHOP, ON_IT], { prefix: 'dd', dataDir: '/a', can: whoCan({ kind: 'step' }) })).toBe(ON_IT);
});

it('shows a session and a shop side by side, but not two of a kind', () => {
  const wish = { prefix: null, dataDir: '/a' };
  expect(findSideBySide([SHOP, ON_IT], wish)).toEqual([SHOP, ON_IT]);
  expect(findSideBySide([SHOP], wish)).toEqual([SHOP]);
  expect(failureOf(() => findSideBySide([SHOP, ON_IT, door('aa000009', '/a')], wish)).exit).toBe(2);
});
