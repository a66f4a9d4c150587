/**
 * Reached through cloudflared or ngrok, as stand-ins on the PATH: calls arrive, a killed program is replaced and the
 * webhooks follow, nothing is left behind; and what a person is told when it cannot be.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openScreen } from '../support/screen.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';
import { credentialsFor, startShopDouble } from '../support/shop-double.ts';
import { installStandIn, type StandIn, type StandInName } from '../support/stand-ins/install.ts';

const cleanUp: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function install(name: StandInName): Promise<StandIn> {
  const standIn = await installStandIn(name);
  cleanUp.push(() => standIn.remove());
  return standIn;
}

async function newFolder(): Promise<string> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  return folder.path;
}

function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Program {
  const program = startProgram({ args, cwd, env: { HOME: cwd, ...env } });
  cleanUp.push(async () => {
    program.kill('SIGKILL');
    await program.exit;
  });
  return program;
}

const isDelivered = (line: JsonLine): boolean => line.kind === 'attempt' && line['verdict'] === 'delivered';

describe.each(['cloudflared', 'ngrok'] as const)('%s', (name) => {
  it('brings calls, is replaced when it is killed, and is ended with the session', async () => {
    const [standIn, folder] = [await install(name), await newFolder()];
    const credentials = ['--login', 'story', '--key', 'story-key-1'];
    const shop = start(['simulate', '--json', '--port', '0', '--traffic', '300/min', ...credentials], folder);
    const { apiUrl } = await shop.line(({ kind }) => kind === 'ready');
    const session = start(['listen', '--json', '-e', 'Orders.*', '--tunnel', name], folder, {
      ...standIn.env,
      UPGATES_API_URL: String(apiUrl),
      UPGATES_API_LOGIN: 'story',
      UPGATES_API_KEY: 'story-key-1',
    });
    const { publicUrl } = await session.line(({ kind }) => kind === 'ready');
    expect(publicUrl).toMatch(name === 'ngrok' ? /\.ngrok-free\.localhost:/ : /\.trycloudflare\.localhost:/);
    await session.line(isDelivered);
    standIn.signal('SIGKILL');
    const moved = await session.line((line) => line.kind === 'tunnel' && line['state'] === 'moved');
    expect(moved['publicUrl']).not.toBe(publicUrl);
    const known = new Set(session.lines().map((line) => line['id']));
    await session.line((line) => isDelivered(line) && !known.has(line['id']));
    expect(session.lines().filter((line) => line.kind === 'webhook' && line['state'] === 'moved')).toHaveLength(3);
    session.kill('SIGTERM');
    expect(await session.exit).toBe(143);
    expect(session.lines().at(-1)).toMatchObject({ kind: 'end', webhooksRemoved: 3, webhooksLeft: 0 });
    expect(standIn.alive()).toEqual([]);
    expect(
      standIn
        .runs()
        .flatMap(({ env }) => Object.keys(env))
        .filter((variable) => variable.startsWith('UPGATES_API')),
    ).toEqual([]);
  });

  it('does not outlive a session that is killed', async () => {
    const standIn = await install(name);
    const session = start(['listen', '--json', '--tunnel', name, '--traffic', '0'], await newFolder(), standIn.env);
    await session.line(({ kind }) => kind === 'ready');
    session.kill('SIGKILL');
    await vi.waitFor(() => expect(standIn.alive()).toEqual([]), { timeout: 30_000 });
  });
});

it('q leaves nothing of cloudflared and no webhook', async () => {
  const standIn = await install('cloudflared');
  const shop = await startShopDouble();
  cleanUp.push(shop.close);
  const args = ['listen', '--tunnel', 'cloudflared', '-e', 'Orders.create'];
  const screen = await openScreen({ args, env: { ...standIn.env, ...credentialsFor(shop) } });
  cleanUp.push(() => screen.close());
  await screen.see(/● cloudflared \d+ ms/);
  await screen.see('Waiting for the first call');
  expect(standIn.alive()).toHaveLength(1);
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  expect(standIn.alive()).toEqual([]);
  expect(shop.webhooks).toEqual([]);
});

describe('a start that fails ends with 3, says what to do, and leaves nothing', () => {
  it.each([
    { name: 'cloudflared', mode: 'rate-limited', told: /429, error 1015.*\n.*Wait some minutes/ },
    { name: 'ngrok', mode: 'no-token', told: /no authtoken is set.*\n.*NGROK_AUTHTOKEN/ },
  ] as const)('$name: $mode', async ({ name, mode, told }) => {
    const standIn = await install(name);
    standIn.behave({ mode });
    const session = start(['listen', '--json', '--tunnel', name], await newFolder(), standIn.env);
    expect(await session.exit).toBe(3);
    expect(session.lines().slice(-2)).toMatchObject([
      { kind: 'error', code: mode === 'no-token' ? 'tunnel-no-authtoken' : 'tunnel-rate-limited', exit: 3 },
      { kind: 'end', exit: 3, webhooksLeft: 0 },
    ]);
    expect(session.stderr()).toMatch(told);
    expect(standIn.alive()).toEqual([]);
  });

  it('not installed', async () => {
    const session = start(['listen', '--tunnel', 'cloudflared'], await newFolder(), { PATH: '/nowhere' });
    expect(await session.exit).toBe(3);
    expect(session.stdout()).toMatch(/cloudflared is not installed.*\n.*brew install cloudflared/);
  });
});
