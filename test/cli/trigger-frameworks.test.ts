/**
 * The answers that Express and NestJS gave with their defaults, given again: what Upgates concludes, and whether the hint
 * names the cause and the way out.
 */
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { FRAMEWORK_ANSWERS, type FrameworkAnswer } from '../support/framework-answers.ts';
import { listen } from '../support/handler.ts';
import { projectWith } from '../settings/sources.ts';
import { run } from './fake-io.ts';

const LARGE = /Express and NestJS read JSON up to 100 kB by default.*express\.json\(\{ limit: '2mb' \}\).*55\d kB/;

/** Status of the recording to what the tool must say of it. */
const SAID: ReadonlyMap<number, { readonly verdict: string; readonly hint: RegExp | null }> = new Map([
  [200, { verdict: 'delivered', hint: null }],
  [201, { verdict: 'repeats', hint: /NestJS answers POST with 201 by default.*@HttpCode\(200\)/ }],
  [413, { verdict: 'repeats', hint: LARGE }],
]);

async function answering({ status, reason, headers, body }: FrameworkAnswer): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status, reason, headers.flat()).end(body));
  });
  const port = await listen(server);
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  return port;
}

it.each(FRAMEWORK_ANSWERS)('$records to $framework: $status', async (recorded) => {
  const cwd = projectWith({ 'package.json': '{}' });
  const port = await answering(recorded);
  const args = ['trigger', 'Orders.create', '--records', String(recorded.records), '--seed', 'x'];
  const ran = await run([...args, '--to', `${port}/webhooks`, '--json'], { cwd });
  const said = SAID.get(recorded.status);
  expect(ran.exit).toBe(said?.verdict === 'delivered' ? 0 : 1);
  const [attempt] = ran.json();
  expect(attempt).toMatchObject({ verdict: said?.verdict, handler: { status: recorded.status } });
  if (said?.hint === null) expect(attempt?.['hint']).toBeNull();
  else expect(attempt?.['hint']).toMatch(said?.hint ?? /never/);
  const shown = await run(['history', 'show', String(attempt?.['delivery']), '--json'], { cwd });
  expect(shown.json().at(-1)).toMatchObject({ handlerAnswer: { body: recorded.body } });
});
