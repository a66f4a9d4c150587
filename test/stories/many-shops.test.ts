import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../support/many-shops.js', import.meta.url));
const SHOPS = 100;
/** A shop that is kept holds some 120 kB. What the engine compiles and caches meanwhile counts too, some 8 kB a shop. */
const MOST_PER_SHOP = 40_000;

it('a hundred shops opened, used and closed leave nothing open and nothing in memory', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', PROGRAM, String(SHOPS)]);
  const { delivered, early, late, left } = JSON.parse(stdout) as Record<string, unknown>;
  expect(delivered).toBe(SHOPS);
  expect(left).toEqual([]);
  expect((Number(late) - Number(early)) / (SHOPS * 0.9)).toBeLessThan(MOST_PER_SHOP);
});

it('a shop that nobody closed does not keep the process alive', async () => {
  const text = `import { createShop } from 'upgates-dev/testing';
    const shop = await createShop({ clock: 'real' });
    await shop.serve();
    await shop.subscribe('Orders.create', 'http://127.0.0.1:1/');
    const { verdict, isPending } = await shop.emit('Orders.create');
    console.log(verdict, isPending);`;
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  const args = ['--input-type=module', '--eval', text];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, timeout: 60_000 });
  expect(stdout).toBe('repeats true\n');
});
