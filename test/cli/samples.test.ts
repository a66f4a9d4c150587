import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSamples } from '../../src/cli/samples.ts';
import { temporaryFolder } from '../support/program.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0)) await clean();
});

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  return folder.path;
}

it('names fixtures with a label, and gives the body that a trigger of the name would send', async () => {
  const samples = createSamples(
    await folderWith({ 'Orders.create.mine.json': '{"orders":[]}', 'Orders.create.json': '{"own":1}' }),
  );
  expect(samples.names()).toContainEqual({ name: 'Orders.create.mine', isOwn: true });
  expect(samples.names()).toContainEqual({ name: 'Orders.create.emoji', isOwn: false });
  expect(samples.names().every(({ name }) => name.split('.').length > 2)).toBe(true);
  expect(samples.body('orders.create.mine')).toBe('{"orders":[]}');
  // The user's own stands before the built-in one.
  expect(samples.body('Orders.create')).toBe('{"own":1}');
  expect(samples.body('Products.update')).toContain('"products"');
  expect(samples.body('Orders.create.nosuch')).toBeNull();
  expect(samples.body('nonsense')).toBeNull();
});

it('says what is wrong with a value to be set, in a body or by itself', async () => {
  const samples = createSamples(await folderWith({}));
  const body = '{"orders":[{"order_number":"1"}]}';
  expect(samples.complaint(body, 'orders.0.note=x')).toBeNull();
  expect(samples.complaint(body, 'orders.7.note=x')).toContain('has no place');
  expect(samples.complaint(null, 'orders.7.note=x')).toBeNull();
  expect(samples.complaint(null, 'nonsense')).toContain('it must be path=value');
});

it('has the built-in ones where the folder is none, and nothing of its own where it cannot be read', async () => {
  const folder = await folderWith({ 'a-file': '' });
  expect(createSamples(join(folder, 'nowhere')).names()).toContainEqual({ name: 'Orders.create.emoji', isOwn: false });
  await mkdir(join(folder, 'odd', 'Orders.create.json'), { recursive: true });
  expect(createSamples(join(folder, 'odd')).body('Orders.create')).toBeNull();
});
