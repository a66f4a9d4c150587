import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../src/store/history.ts';
import { projectWith } from '../settings/sources.ts';
import { received, settled } from '../store/samples.ts';
import { NOW, run } from './fake-io.ts';

const ORDER = '{"order_number":"9","creation_time":"2026-11-23T10:15:42+01:00","status_id":"1","status":null}';

it('lists own, built-in and generated ones', async () => {
  const cwd = projectWith({ 'package.json': '{}', 'fixtures/upgates/Orders.create.mine.json': '{}' });
  const ran = await run(['fixtures', 'list', '--json'], { cwd });
  expect(ran.exit).toBe(0);
  expect(ran.json()[0]).toMatchObject({
    kind: 'fixture',
    name: 'Orders.create.mine',
    origin: 'own',
    standing: 'documented',
  });
  const names = ran.json().map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['Orders.create', 'Orders.create.empty-list', 'Labels.delete.5000-records']),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(ran.stdout).not.toContain('undefined');
});

it('shows the body byte for byte, of the folder that is given', async () => {
  const body = '{ "orders" : [] }\r\n';
  const cwd = projectWith({ 'package.json': '{}', 'other/Orders.create.json': body });
  expect((await run(['fixtures', 'show', 'orders.create', '--fixtures', 'other'], { cwd })).stdout).toBe(body);
  const unknown = await run(['fixtures', 'show', 'Orders.create.none'], { cwd });
  expect(unknown.exit).toBe(2);
});

it('saves what was captured without secrets, masks people on request, replaces nothing unasked', async () => {
  const cwd = projectWith({ 'package.json': '{}' });
  const history = openHistory({ dir: join(cwd, '.upgates-dev'), now: () => NOW, session: 's1' });
  const body = '{"project_name":"demoshop", "customers":[{"email":"jana@example.cz","api_key":"k-1","x":"topsecret"}]}';
  const { attempt, delivery } = history.received(received({ body, event: 'Customers.create' }));
  history.settled(settled(attempt));
  history.close();
  const env = { UPGATES_API_KEY: 'topsecret' };
  const saved = await run(['fixtures', 'save', delivery], { cwd, env });
  expect(saved.exit).toBe(0);
  const path = join(cwd, 'fixtures', 'upgates', 'Customers.create.json');
  const masked = body.replace('k-1', '***').replace('topsecret', '***');
  expect(readFileSync(path, 'utf8')).toBe(masked);
  expect((await run(['fixtures', 'save', delivery], { cwd, env })).stderr).toContain('is there already');
  await run(['fixtures', 'save', delivery, '--force', '--mask'], { cwd, env });
  expect(readFileSync(path, 'utf8')).toBe(masked.replace('jana@example.cz', 'masked@example.com'));
  const labelled = await run(['fixtures', 'save', delivery, '--label', 'x', '--json'], { cwd, env });
  expect(labelled.json()[0]).toMatchObject({ kind: 'fixture', name: 'Customers.create.x', origin: 'own' });
});

it('says which field is wrong and on what the rule stands', async () => {
  const good = '{"project_name":"demoshop","orders":[]}';
  const bad = `{"project_name":"demoshop","orders":[${ORDER}]}`;
  const files = { 'package.json': '{}', 'fixtures/upgates/Orders.create.json': bad, 'Orders.create.x.json': good };
  const cwd = projectWith(files);
  const all = await run(['fixtures', 'validate'], { cwd });
  expect(all.exit).toBe(1);
  expect(all.stdout).toContain('orders[0].status_id: expected int, found "1"  (documented)');
  const one = await run(['fixtures', 'validate', 'Orders.create.x.json', 'Products.update', '--json'], { cwd });
  expect(one.exit).toBe(0);
  expect(one.json()).toMatchObject([
    { kind: 'check', name: 'Orders.create.x', status: 'passed', findings: [] },
    { kind: 'check', name: 'Products.update', status: 'passed' },
  ]);
  expect((await run(['fixtures', 'validate', 'nothing.json'], { cwd })).exit).toBe(2);
});
