/** A developer plays the shop against a handler of their own, without a session. */
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listen } from '../support/handler.ts';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';

let folder: { path: string; remove: () => Promise<void> };
let server: Server;
let port: number;

/** As frameworks behave by default: 413 above 100 kB (Express), 201 for a POST (NestJS), and one that never answers. */
beforeEach(async () => {
  folder = await temporaryFolder();
  server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => void (bytes += chunk.length));
    request.on('end', () => {
      if (request.url === '/silent') return;
      const status = request.url === '/nest' ? 201 : bytes > 100 * 1024 ? 413 : 200;
      response.writeHead(status).end();
    });
  });
  port = await listen(server);
});

afterEach(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  await folder.remove();
});

const trigger = (path: string, ...args: readonly string[]): Program =>
  startProgram({ args: ['trigger', 'Orders.create', '--to', `${port}${path}`, '--json', ...args], cwd: folder.path });

it.each([
  ['/express', ['--records', '5000'], 413, /Express and NestJS read JSON up to 100 kB/],
  ['/nest', [], 201, /@HttpCode\(200\)/],
] as const)('%s with %j is told that Upgates would repeat, and why', async (...[path, args, status, hint]) => {
  const program = trigger(path, ...args);
  expect(await program.exit).toBe(1);
  expect(program.lines()).toMatchObject([
    { kind: 'attempt', verdict: 'repeats', handler: { status }, hint: expect.stringMatching(hint) },
    { kind: 'summary', sent: 1, repeats: 1, exit: 1 },
  ]);
});

it('plays many at once, each with the real second', async () => {
  const program = trigger('/silent', '--count', '8', '--concurrency', '4');
  expect(await program.exit).toBe(1);
  expect(program.lines().at(-1)).toMatchObject({ kind: 'summary', sent: 8, timedOut: 8 });
});

it('ends at once on Ctrl-C, with what was sent so far', async () => {
  const program = trigger('/silent', '--count', '100');
  await program.line(({ kind }) => kind === 'attempt');
  program.kill('SIGINT');
  expect(await program.exit).toBe(130);
  const sent = program.lines().filter(({ kind }) => kind === 'attempt').length;
  expect(program.lines().at(-1)).toMatchObject({ kind: 'summary', sent, timedOut: sent });
});
