import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../src/store/history.ts';
import { received, settled } from '../store/samples.ts';
import { projectWith } from '../settings/sources.ts';
import { NOW, run } from './fake-io.ts';

interface Kept {
  readonly cwd: string;
  readonly ids: readonly string[];
}

/** A project with three deliveries: right, wrong and again, and one whose process died. */
function projectWithHistory(): Kept {
  const cwd = projectWith({ 'package.json': '{}' });
  const history = openHistory({ dir: join(cwd, '.upgates-dev'), now: () => NOW, session: 's1' });
  const first = history.received(received({ key: '9000211' }));
  history.settled(settled(first.attempt));
  const second = history.received(received({ key: 'čaj\u001b[2J', event: 'Products.update', body: '{"products":[]}' }));
  const answer = { headers: [['X-A', 'b']] as const, body: Buffer.from([0xff, 0xfe]) };
  const wrong = {
    verdict: 'repeats',
    withoutUs: 'repeats',
    handler: { status: 201, ms: 5 },
    handlerAnswer: answer,
  } as const;
  history.settled(settled(second.attempt, wrong));
  const third = history.received(received({ key: '9000213', body: '{"orders":[1]}' }));
  history.close();
  return { cwd, ids: [first.delivery, second.delivery, third.delivery] };
}

it('lists the newest first, as lines and as NDJSON', async () => {
  const { cwd, ids } = projectWithHistory();
  const people = await run(['history', 'list'], { cwd });
  expect(people.exit).toBe(0);
  expect(people.stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([...ids.toReversed(), '']);
  expect(people.stdout).toContain('čaj\\x1b[2J');
  const programs = await run(['history', 'list', '--json'], { cwd });
  expect(programs.stderr).toBe('');
  expect(programs.json().map(({ id }) => id)).toEqual(ids.toReversed());
  expect(programs.json()[1]).toEqual({
    kind: 'delivery',
    at: '2026-11-23T10:15:42.000Z',
    id: ids[1],
    event: 'Products.update',
    key: 'čaj\u001b[2J',
    attempts: 1,
    verdict: 'repeats',
    receivedAt: '2026-11-23T12:00:00.000Z',
  });
});

it('filters and limits', async () => {
  const { cwd, ids } = projectWithHistory();
  const idsOf = async (...argv: readonly string[]): Promise<readonly unknown[]> =>
    (await run(['history', 'list', '--json', ...argv], { cwd })).json().map(({ id }) => id);
  expect(await idsOf('--filter', 'event:Orders.*')).toEqual([ids[2], ids[0]]);
  expect(await idsOf('--filter', 'verdict:repeats')).toEqual([ids[1]]);
  expect(await idsOf('--limit', '2')).toEqual([ids[2], ids[1]]);
  expect(await idsOf('--filter', 'key:nothing')).toEqual([]);
});

it('says what is wrong with a filter before it looks at the disk', async () => {
  const { exit, stderr } = await run(['history', 'list', '--filter', 'foo:1']);
  expect(exit).toBe(2);
  expect(stderr).toMatch(/^error: There is no field "foo"[^\n]*\n {2,}foo:1\n {2,}\^\n$/);
});

it('makes no history by looking for one', async () => {
  const cwd = projectWith({ 'package.json': '{}' });
  const { exit, stdout } = await run(['history', 'list'], { cwd });
  expect(exit).toBe(0);
  expect(stdout).toContain('Nothing was captured yet');
  expect(existsSync(join(cwd, '.upgates-dev'))).toBe(false);
});

it('shows one, by its id or the beginning of it', async () => {
  const { cwd, ids } = projectWithHistory();
  const [, id = ''] = ids;
  const { exit, stdout } = await run(['history', 'show', id], { cwd });
  expect(exit).toBe(0);
  expect(stdout).toContain('Products.update čaj\\x1b[2J  ↻ repeats');
  expect(stdout).toContain('handler  201 5 ms  http://localhost:3000/');
  expect(stdout).toContain('    Host: example.test');
  expect(stdout).toContain('    X-A: b');
  const programs = await run(['history', 'show', `${id}.1`, '--json'], { cwd });
  expect(programs.json()).toMatchObject([
    { kind: 'delivery', id, body: '{"products":[]}', bodyBase64: null },
    {
      kind: 'attempt',
      id: `${id}.1`,
      delivery: id,
      number: 1,
      origin: 'shop',
      replayOf: null,
      bytes: 15,
      handler: { status: 201, ms: 5 },
      answer: { status: 200, ms: 43 },
      verdict: 'repeats',
      change: null,
      headers: [['Host', 'example.test']],
      handlerAnswer: { headers: [['X-A', 'b']], body: null, bodyBase64: '//4=' },
    },
  ]);
});

it('is exit 2 for an id that is unknown or not unique', async () => {
  const { cwd } = projectWithHistory();
  const unknown = await run(['history', 'show', 'zzzzzzzz'], { cwd });
  expect(unknown.exit).toBe(2);
  expect(unknown.stderr).toContain('There is no delivery "zzzzzzzz" in history.');
  const many = projectWith({ 'package.json': '{}' });
  const history = openHistory({ dir: join(many, '.upgates-dev'), now: () => NOW, session: 's1' });
  // More ids than first letters there are: two of them begin alike.
  const ids = Array.from({ length: 33 }, (_, index) => history.received(received({ body: `{"a":${index}}` })).delivery);
  history.close();
  const firsts = ids.map((id) => id.charAt(0));
  const shared = firsts.find((letter, index) => firsts.indexOf(letter) !== index) ?? '';
  const ambiguous = await run(['history', 'show', shared], { cwd: many });
  expect(ambiguous.exit).toBe(2);
  expect(ambiguous.stderr).toContain(`Several deliveries begin with "${shared}"`);
});
