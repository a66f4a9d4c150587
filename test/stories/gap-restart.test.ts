/** The program is killed with `kill -9` while the shop goes on: the next start says what got lost, and plays it on request. */
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Program {
  const program = startProgram({ args, cwd, env: { HOME: cwd, XDG_RUNTIME_DIR: cwd, ...env } });
  cleanUp.push(() => {
    program.kill('SIGKILL');
    return program.exit;
  });
  return program;
}

const isReady = ({ kind }: JsonLine): boolean => kind === 'ready';

it('what the shop called meanwhile is found for one API call, listed for one more, and played on request', async () => {
  const folder = await temporaryFolder();
  const handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(folder.remove, handler.close);
  const login = ['--login', 'story', '--key', 'story-key-1'];
  const shop = start(['simulate', '--json', '--port', '0', '--traffic', '0', '--plan', 'gold', ...login], folder.path);
  const { apiUrl } = await shop.line(isReady);
  const credentials = {
    UPGATES_API_URL: String(apiUrl),
    UPGATES_API_LOGIN: 'story',
    UPGATES_API_KEY: 'story-key-1',
  };
  const listen = (): Program =>
    start(['listen', '--json', '--tunnel', 'none', '-e', 'Orders.*', '-f', handler.url], folder.path, credentials);
  const control = async (...args: readonly string[]): Promise<readonly JsonLine[]> => {
    const program = start(['control', ...args, '--json'], folder.path);
    await program.exit;
    return program.lines();
  };
  const calls = async (): Promise<number> => {
    const [state] = (await control('state')).filter(({ what }) => what === 'shop');
    return Number(state?.['callsLeftHour']) + Number(state?.['callsLeftDay']);
  };

  const first = listen();
  await first.line(isReady);
  await control('emit', 'Orders.create');
  await first.line(({ kind }) => kind === 'attempt');
  first.kill('SIGKILL');
  await first.exit;
  await control('emit', 'Orders.create');
  const before = await calls();

  const second = listen();
  const notice = await second.line(({ code }) => code === 'gap-missed');
  expect(notice).toMatchObject({ gap: { causes: ['restart'], verdict: 'may-be-missed' } });
  expect(notice['text']).toMatch(/in which no session ran: a call for Orders\.create failed .* its webhook is gone/);
  // A GET and a DELETE for what was left, three POST.
  expect(before - (await calls())).toBe(5);

  const refused = await control('gap', 'play');
  expect(refused).toMatchObject([{ kind: 'error', code: 'not-listed' }]);
  const listed = await control('gap', 'list');
  expect(listed).toMatchObject([{ kind: 'price' }, { kind: 'missed', event: 'Orders.create' }, { missed: 1 }, {}]);
  expect(before - (await calls())).toBe(6);
  handler.behave({ kind: 'answer', status: 500 });
  expect((await control('gap', 'play')).at(-1)).toMatchObject({ kind: 'summary', sent: 1, repeats: 1, exit: 1 });
  handler.behave({ kind: 'answer', status: 204 });
  expect((await control('gap', 'play', String(listed[1]?.['key']))).at(-1)).toMatchObject({ delivered: 1, exit: 0 });
  expect(await control('gap', 'play')).toMatchObject([{ kind: 'answered', text: expect.stringContaining('Nothing') }]);
  expect(JSON.parse(handler.calls.at(-1)?.body.toString() ?? '')).toEqual({
    project_name: 'demoshop',
    orders: [listed[1]?.['record']],
  });
  second.kill('SIGTERM');
  expect(await second.exit).toBe(143);
  // The DELETE of the end, and no other call.
  expect(before - (await calls())).toBe(7);
});
