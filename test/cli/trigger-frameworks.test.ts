/**
 * The answers that frameworks gave with their defaults, given again: what Upgates concludes, and whether the hint names
 * the cause and the way out.
 */
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { FRAMEWORK_ANSWERS, type FrameworkAnswer } from '../support/framework-answers.ts';
import { listen } from '../support/handler.ts';
import { projectWith } from '../settings/sources.ts';
import { run } from './fake-io.ts';

const LARGE = /Express and NestJS read JSON up to 100 kB by default.*express\.json\(\{ limit: '2mb' \}\).*55\d kB/;

/** Status of the recording to the hint that the tool must give; the right ones are not there. */
const HINTS: ReadonlyMap<number, RegExp> = new Map([
  [201, /NestJS answers POST with 201 by default.*@HttpCode\(200\)/],
  [400, /did not like the body/],
  [403, /CSRF guard/],
  [404, /No route answers here/],
  [405, /not for POST/],
  [413, LARGE],
  [500, /Its log has the reason/],
  [502, /A proxy in front/],
]);

/** What `trigger` sends too. */
const TRIGGERED = FRAMEWORK_ANSWERS.filter(({ call }) => call === 'events' || call === 'batch-5000');

/** The length is that of what is given again: long pages were cut when they were recorded. */
const FRAMING = new Set(['connection', 'content-length', 'transfer-encoding']);

async function answering({ status, reason, headers, body }: FrameworkAnswer): Promise<number> {
  const kept = headers.filter(([name]) => !FRAMING.has(name.toLowerCase()));
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status, reason, kept.flat()).end(body));
  });
  const port = await listen(server);
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  return port;
}

it.each(TRIGGERED)('$program, $call $to: $status', async (recorded) => {
  const cwd = projectWith({ 'package.json': '{}' });
  const port = await answering(recorded);
  const args = ['trigger', 'Orders.create', '--records', recorded.call === 'events' ? '1' : '5000', '--seed', 'x'];
  const ran = await run([...args, '--to', `${port}/webhooks`, '--json'], { cwd });
  const hint = HINTS.get(recorded.status);
  const isRight = recorded.status === 200 || recorded.status === 204;
  expect(ran.exit).toBe(isRight ? 0 : 1);
  const [attempt] = ran.json();
  const verdict = isRight ? 'delivered' : 'repeats';
  expect(attempt).toMatchObject({ verdict, handler: { status: recorded.status } });
  if (isRight) expect(attempt?.['hint']).toBeNull();
  else expect(attempt?.['hint']).toMatch(hint ?? /never/);
  const shown = await run(['history', 'show', String(attempt?.['delivery']), '--json'], { cwd });
  expect(shown.json().at(-1)).toMatchObject({ handlerAnswer: { body: recorded.body } });
});
