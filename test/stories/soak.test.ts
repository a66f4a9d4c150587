/**
 * A soak of some seconds with a fixed seed, in which each party is killed at least once: everything holds. Longer ones are
 * run by hand: `npm run soak -- --minutes 60`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';

it('a short soak holds', async () => {
  execFileSync('npm', ['run', '--silent', 'bundle:soak']);
  const args = ['node_modules/.soak/run.js', ...'--minutes 0.15 --seed storm --traffic 120 --haste 4'.split(' ')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  // It takes everybody along.
  onTestFinished(() => void child.kill('SIGTERM'));
  const code = new Promise((resolve) => child.once('exit', resolve));
  const report = await text(child.stdout);
  expect(report).toContain('17 of 17 held.');
  expect(report).toMatch(/Done: .*handler-kill .*own-kill .*shop-kill .*tunnel-kill /);
  expect(await code).toBe(0);
}, 180_000);
