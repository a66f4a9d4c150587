/** Tunnels by programs of others, which may print anything, end at any time, and must not outlive us. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { devNull } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { createCloudflared } from '../../src/tunnel/cloudflared.ts';
import { createNgrok } from '../../src/tunnel/ngrok.ts';
import type { Tunnel } from '../../src/tunnel/tunnel.ts';
import { echo, serving } from '../dial/servers.ts';
import { buildChild, type ChildProgram } from '../store/child-program.ts';
import { installStandIn } from '../support/stand-ins/install.ts';
import { openNgrokPackage, type StandInPackage } from '../support/stand-ins/ngrok-package.ts';
import { temporaryFolder } from '../support/program.ts';
import { AGENT_WAYS, openFor, OTHER_FORMS, PATIENCE, type AgentRig, type AgentWay } from './conformance.ts';
import { post } from './open.ts';

const later = { timeout: PATIENCE };

const echoing = (): Promise<number> => serving((request, response) => void echo(request, response));

/** How an opening fails; it must. */
async function failureOf(rig: AgentRig, openDeadline = PATIENCE): Promise<Failure> {
  const opening = rig
    .provider({ openDeadline })
    .open({ port: 9, name: 'wanted', signal: new AbortController().signal });
  const failure: unknown = await opening.catch((error: unknown) => error);
  if (failure instanceof Failure) return failure;
  throw new Error(`no failure but ${String(failure)}`);
}

const gone = (rig: AgentRig): Promise<void> => vi.waitFor(() => expect(rig.left()).toBe(0), later);

describe.each(AGENT_WAYS)('$name', ({ start, program }: AgentWay) => {
  it('is started without our secrets, and for our port on 127.0.0.1 alone', async () => {
    const env = {
      UPGATES_API_KEY: 'key-of-the-shop',
      TUNNEL_HOSTNAME: 'shop.example',
      TUNNEL_TOKEN: 'token',
      TUNNEL_TRANSPORT_PROTOCOL: 'http2',
      HOME: '/nowhere',
    };
    const rig = await start(env);
    const port = await echoing();
    await openFor(rig.provider(), port);
    const [run] = rig.standIn.runs();
    expect(run?.env).toMatchObject({ HOME: '/nowhere' });
    expect(Object.keys(run?.env ?? {})).not.toContain('UPGATES_API_KEY');
    expect(run?.env).not.toHaveProperty('TUNNEL_HOSTNAME');
    expect(run?.env).not.toHaveProperty('TUNNEL_TOKEN');
    expect('TUNNEL_TRANSPORT_PROTOCOL' in (run?.env ?? {})).toBe(program === 'cloudflared');
    expect(run?.args).toContain(program === 'ngrok' ? `127.0.0.1:${port}` : `http://127.0.0.1:${port}`);
    expect(run?.args.slice(0, 1)).toEqual([program === 'ngrok' ? 'http' : 'tunnel']);
    if (program === 'cloudflared')
      expect(run?.args).toEqual(
        expect.arrayContaining(['--config', devNull, '--no-autoupdate', '--metrics', '127.0.0.1:0']),
      );
  });

  it.each([
    ['silent', 'did not open a tunnel within 400ms.\nIt printed nothing.'],
    ['garbage', 'did not open a tunnel within 400ms.\nIts last output:'],
    ['long-line', 'did not open a tunnel within 400ms.'],
    ['flood', 'did not open a tunnel within 400ms.'],
  ])('that is %s fails at its deadline, and what it said last is told', async (mode, text) => {
    const rig = await start();
    rig.behave({ mode });
    const failure = await failureOf(rig, 400);
    expect(failure).toMatchObject({ code: 'tunnel-not-ready', exit: 3 });
    expect(failure.message).toContain(text);
    expect(failure.message.length).toBeLessThan(3000);
    // oxlint-disable-next-line no-control-regex
    expect(failure.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    await gone(rig);
  });

  it.each([
    ['ends-at-once', 'ended (exit code 7) before the tunnel was open.\nIt printed nothing.'],
    ['killed-at-once', 'ended (SIGKILL) before the tunnel was open.'],
    ['hostile', 'ended (exit code 1) before the tunnel was open.\nIts last output:\n'],
  ])('%s is told at once', async (mode, text) => {
    const rig = await start();
    rig.behave({ mode });
    const failure = await failureOf(rig);
    expect(failure.message).toContain(text);
    // oxlint-disable-next-line no-control-regex
    expect(failure.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(failure.message).not.toMatch(/c2VjcmV0|user:secret/);
    await gone(rig);
  });

  it('may end after any of its lines', async () => {
    const rig = await start();
    for (const lines of program === 'ngrok' ? [1, 4, 5, 6] : [1, 3, 5, 11, 12]) {
      rig.behave({ endAfter: { lines, code: lines } });
      const opening = rig.provider().open({ port: 9, name: 'wanted', signal: new AbortController().signal });
      const met: unknown = await opening.catch((error: unknown) => error);
      if (met instanceof Failure) {
        expect(met.message).toContain(`${program} ended (exit code ${lines})`);
        continue;
      }
      const troubles: string[] = [];
      (await opening).onTrouble((text) => troubles.push(text));
      await vi.waitFor(() => expect(troubles).toEqual([`${program} has ended (exit code ${lines}).`]), later);
      expect((await opening).isOver()).toBe(true);
      await (await opening).close();
    }
    await gone(rig);
  });

  it.each([{ pieces: 1 }, { pieces: 7, lineEnd: '\r\n' }])('is understood in pieces: %o', async (how) => {
    const rig = await start();
    rig.behave(how);
    const tunnel = await openFor(rig.provider(), await echoing());
    expect(await post(tunnel.publicUrl)).toMatchObject({ status: 200 });
  });

  it('that is deaf to SIGTERM is ended all the same, and its child with it', async () => {
    const rig = await start();
    rig.behave({ isDeaf: true, hasChild: true });
    const tunnel = await openFor(rig.provider({ closeDeadline: 100 }), await echoing());
    await vi.waitFor(() => expect(rig.left()).toBe(2), later);
    await tunnel.close();
    expect(rig.left()).toBe(0);
  });

  it('that is killed is told once, and is over', async () => {
    const rig = await start();
    rig.behave({ hasChild: true });
    const tunnel = await openFor(rig.provider(), await echoing());
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    rig.standIn.signal('SIGKILL');
    await vi.waitFor(() => expect(troubles).toEqual([`${program} has ended (SIGKILL).`]), later);
    expect(tunnel.isOver()).toBe(true);
    // What it had started is of no use without it.
    await gone(rig);
    await tunnel.close();
    expect(troubles).toHaveLength(1);
  });

  it('tells each loss of its connection once, and is not over: it comes back by itself', async () => {
    const rig = await start();
    const tunnel = await openFor(rig.provider(), await echoing());
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    for (const count of [1, 2]) {
      rig.standIn.signal('SIGUSR1');
      await vi.waitFor(() => expect(troubles).toHaveLength(count), later);
      expect(await post(tunnel.publicUrl)).not.toMatchObject({ status: 200 });
      rig.standIn.signal('SIGUSR2');
      await vi.waitFor(async () => expect(await post(tunnel.publicUrl)).toMatchObject({ status: 200 }), later);
    }
    expect(troubles).toEqual(Array(2).fill(`${program} has lost its connection.`));
    expect(tunnel.isOver()).toBe(false);
  });

  it('whose address was taken away is over', async () => {
    const rig = await start();
    const tunnel = await openFor(rig.provider(), await echoing());
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    rig.behave({ mode: 'gone' });
    rig.standIn.signal('SIGUSR1');
    await vi.waitFor(() => expect(troubles).toHaveLength(1), later);
    rig.standIn.signal('SIGUSR2');
    await vi.waitFor(() => expect(tunnel.isOver()).toBe(true), later);
    expect(troubles[1]).toMatch(program === 'ngrok' ? /in use by another agent/ : /no longer knows this quick tunnel/);
  });

  it('says nothing of its end when it is closed', async () => {
    const rig = await start();
    const tunnel = await openFor(rig.provider(), await echoing());
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    await tunnel.close();
    await gone(rig);
    expect(troubles).toEqual([]);
  });
});

interface Trouble {
  /** Of the stand-in. */
  readonly mode: string;
  readonly code: string;
  readonly means: RegExp;
  readonly todo: RegExp;
}

const CLOUDFLARED_TROUBLES: readonly Trouble[] = [
  { mode: 'rate-limited', code: 'tunnel-rate-limited', means: /429, error 1015/, todo: /Wait some minutes/ },
  { mode: 'rate-limited-new', code: 'tunnel-rate-limited', means: /429, error 1015/, todo: /Wait some minutes/ },
  { mode: 'no-dns', code: 'tunnel-unreachable', means: /cannot reach api.trycloudflare.com/, todo: /DNS/ },
  { mode: 'no-tunnel', code: 'tunnel-refused', means: /gave no tunnel/, todo: /Try again/ },
  { mode: 'broken', code: 'tunnel-refused', means: /gave no tunnel/, todo: /Try again/ },
  {
    mode: 'udp-blocked',
    code: 'tunnel-udp-blocked',
    means: /block QUIC \(UDP, port 7844\)/,
    todo: /TUNNEL_TRANSPORT_PROTOCOL=http2/,
  },
  { mode: 'edge-blocked', code: 'tunnel-edge-blocked', means: /TCP port 7844/, todo: /port 7844/ },
  { mode: 'configured', code: 'tunnel-configured', means: /configuration of cloudflared/, todo: /config.yml/ },
  { mode: 'too-old', code: 'tunnel-too-old', means: /too old/, todo: /Update it/ },
];

const NGROK_TROUBLES: readonly Trouble[] = [
  { mode: 'no-token', code: 'tunnel-no-authtoken', means: /no authtoken is set/, todo: /NGROK_AUTHTOKEN/ },
  { mode: 'bad-token', code: 'tunnel-bad-authtoken', means: /does not accept the authtoken/, todo: /NGROK_AUTHTOKEN/ },
  {
    mode: 'revoked-token',
    code: 'tunnel-bad-authtoken',
    means: /does not accept the authtoken/,
    todo: /NGROK_AUTHTOKEN/,
  },
  { mode: 'sessions', code: 'tunnel-too-many-sessions', means: /as many agents/, todo: /dashboard.ngrok.com\/agents/ },
  { mode: 'taken', code: 'tunnel-endpoint-taken', means: /in use by another agent/, todo: /End the other agent/ },
  { mode: 'old-agent', code: 'tunnel-too-old', means: /no longer works with an agent as old/, todo: /ngrok update/ },
  { mode: 'subdomain', code: 'tunnel-address-not-yours', means: /not one of this account/, todo: /ngrok config edit/ },
  { mode: 'limit', code: 'tunnel-limit', means: /used up/, todo: /usage/ },
  { mode: 'unlisted', code: 'tunnel-refused', means: /refuses \(ERR_NGROK_9999\)/, todo: /err_ngrok_9999/ },
  { mode: 'unreachable', code: 'tunnel-unreachable', means: /cannot reach its servers/, todo: /ngrok diagnose/ },
];

describe.each(OTHER_FORMS)('$name', ({ start }) => {
  it('is understood as well', async () => {
    const rig = await start();
    const tunnel = await openFor(rig.provider(), await echoing());
    expect(await post(tunnel.publicUrl)).toMatchObject({ status: 200 });
  });
});

describe.each(AGENT_WAYS)('what $name is known to fail with', ({ start, program }: AgentWay) => {
  it.each(program === 'ngrok' ? NGROK_TROUBLES : CLOUDFLARED_TROUBLES)(
    '$mode is explained',
    async ({ mode, code, means, todo }) => {
      const rig = await start({ NGROK_AUTHTOKEN: 'tok5' });
      rig.behave({ mode });
      // Those that the program itself tries again are told at the deadline.
      const failure = await failureOf(
        rig,
        ['udp-blocked', 'edge-blocked', 'unreachable'].includes(mode) ? 1500 : PATIENCE,
      );
      expect(failure).toMatchObject({
        code,
        exit: 3,
        message: expect.stringMatching(means) as unknown,
        hint: expect.stringMatching(todo) as unknown,
      });
      expect(failure.message + String(failure.hint)).not.toContain('tok5');
      await gone(rig);
    },
  );
});

describe('an authtoken', () => {
  it('does not appear in what is told of the last output', async () => {
    const standIn = await installStandIn('ngrok');
    onTestFinished(() => standIn.remove());
    const token = 'short-tok';
    writeFileSync(
      join(standIn.folder, 'ngrok'),
      `#!/bin/sh\necho "I was given $NGROK_AUTHTOKEN and dislike it"\nexit 3\n`,
    );
    const opening = createNgrok({ env: { ...standIn.env, NGROK_AUTHTOKEN: token } }).open({
      port: 9,
      name: 'wanted',
      signal: new AbortController().signal,
    });
    await expect(opening).rejects.toThrow('I was given … and dislike it');
  });
});

describe('a program', () => {
  const open = (env: Readonly<Record<string, string>>): Promise<unknown> =>
    createCloudflared({ env, openDeadline: PATIENCE }).open({
      port: 9,
      name: 'wanted',
      signal: new AbortController().signal,
    });

  it('that is not installed is told with how to get it', async () => {
    await expect(open({ PATH: '/nowhere' })).rejects.toMatchObject({
      code: 'tunnel-not-installed',
      exit: 3,
      message: expect.stringContaining('no program of that name on the PATH') as unknown,
      hint: expect.stringContaining('brew install cloudflared') as unknown,
    });
    await expect(open({})).rejects.toMatchObject({ code: 'tunnel-not-installed' });
    const ngrok = createNgrok({ env: { PATH: '' } });
    const opening = ngrok.open({ port: 9, name: 'wanted', signal: new AbortController().signal });
    await expect(opening).rejects.toMatchObject({
      code: 'tunnel-not-installed',
      hint: expect.stringContaining('npm install @ngrok/ngrok') as unknown,
    });
  });

  it('is not taken from a folder that depends on where we stand, is no folder, and must be one that can be run', async () => {
    const { path, remove } = await temporaryFolder();
    onTestFinished(remove);
    mkdirSync(join(path, 'cloudflared'));
    const standIn = await installStandIn('cloudflared');
    onTestFinished(() => standIn.remove());
    const here = relative(process.cwd(), standIn.folder);
    await expect(open({ PATH: [here, '.', '', path].join(delimiter) })).rejects.toMatchObject({
      code: 'tunnel-not-installed',
    });
    chmodSync(join(standIn.folder, 'cloudflared'), 0o644);
    // A test that runs as root may run anything that some user may run.
    await expect(open({ PATH: standIn.folder })).rejects.toMatchObject({ code: 'tunnel-not-installed' });
    expect(standIn.runs()).toEqual([]);
  });

  it('that cannot be started says so', async () => {
    const { path, remove } = await temporaryFolder();
    onTestFinished(remove);
    writeFileSync(join(path, 'cloudflared'), '#!/nowhere/interpreter\n');
    chmodSync(join(path, 'cloudflared'), 0o755);
    await expect(open({ PATH: path })).rejects.toMatchObject({
      code: 'tunnel-not-started',
      exit: 3,
      message: expect.stringContaining('another system or processor') as unknown,
    });
  });
});

describe('the package of ngrok', () => {
  const open = (loadSdk: Parameters<typeof createNgrok>[0]['loadSdk'], token = 'tok5'): Promise<unknown> =>
    createNgrok({
      env: { PATH: '', NGROK_AUTHTOKEN: token },
      ...(loadSdk && { loadSdk }),
      openDeadline: PATIENCE,
    }).open({
      port: 9,
      name: 'wanted',
      signal: new AbortController().signal,
    });

  it.each(NGROK_TROUBLES.filter(({ mode }) => mode !== 'old-agent'))(
    'explains $mode',
    async ({ mode, code, means, todo }) => {
      const pack = openNgrokPackage();
      onTestFinished(() => pack.close());
      pack.mode = mode;
      const opening = open(() => Promise.resolve(pack.sdk));
      await expect(opening).rejects.toMatchObject({
        code,
        exit: 3,
        message: expect.stringMatching(means) as unknown,
        hint: expect.stringMatching(todo) as unknown,
      });
      expect(pack.tokens).toEqual(['tok5']);
      expect(pack.open()).toBe(0);
    },
  );

  it('is not asked without an authtoken', async () => {
    const pack = openNgrokPackage();
    await expect(open(() => Promise.resolve(pack.sdk), '')).rejects.toMatchObject({ code: 'tunnel-no-authtoken' });
    expect(pack.tokens).toEqual([]);
  });

  const openByPackage = async (): Promise<{ pack: StandInPackage; tunnel: Tunnel }> => {
    const pack = openNgrokPackage();
    onTestFinished(() => pack.close());
    const env = { PATH: '', NGROK_AUTHTOKEN: 'tok5' };
    const provider = createNgrok({ env, loadSdk: () => Promise.resolve(pack.sdk) });
    return { pack, tunnel: await openFor(provider, await echoing()) };
  };

  it('tells each loss once, however often it is told of it', async () => {
    const { pack, tunnel } = await openByPackage();
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    pack.lose();
    pack.lose();
    expect(troubles).toEqual(['ngrok has lost its connection.']);
    pack.heal();
    pack.lose();
    expect(troubles).toHaveLength(2);
    await tunnel.close();
    pack.lose();
    expect(troubles).toHaveLength(2);
  });

  it('that lets nothing be closed does not keep us', async () => {
    const { pack, tunnel } = await openByPackage();
    pack.mode = 'no-close';
    await tunnel.close();
    expect(pack.open()).toBe(1);
  });

  it('is missing here, as it is for everybody who did not install it', async () => {
    await expect(open(undefined)).rejects.toMatchObject({ code: 'tunnel-not-installed' });
  });
});

describe('cloudflared', () => {
  it('carries 200 calls at once, and its edge turns the next away', async () => {
    const standIn = await installStandIn('cloudflared');
    onTestFinished(() => standIn.remove());
    const held: http.ServerResponse[] = [];
    const port = await serving((_request, response) => void held.push(response));
    const provider = createCloudflared({ env: standIn.env, openDeadline: PATIENCE });
    const tunnel = await openFor(provider, port);
    const most = provider.connections ?? 0;
    const calls = Array.from({ length: most }, (_, number) => post(`${tunnel.publicUrl}/${number}`, '{}', PATIENCE));
    await vi.waitFor(() => expect(held).toHaveLength(most), later);
    expect(await post(tunnel.publicUrl)).toMatchObject({ status: 429 });
    for (const response of held) response.end('done');
    const answers = await Promise.all(calls);
    expect(answers.every((answer) => answer.kind === 'answered' && answer.status === 200)).toBe(true);
  });
});

describe.runIf(process.platform === 'linux').each(['cloudflared', 'ngrok'] as const)(
  '%s does not outlive us',
  (program) => {
    let opener: ChildProgram;

    beforeAll(async () => {
      opener = await buildChild('../support/stand-ins/opener-program.ts');
    });

    afterAll(() => opener.remove());

    it.each([
      ['killed', 'SIGKILL'],
      ['ended by a signal that we do not hear', 'SIGTERM'],
      ['gone without cleaning up', 'SIGUSR2'],
    ] as const)('when we are %s', async (_how, signal) => {
      const standIn = await installStandIn(program);
      onTestFinished(() => standIn.remove());
      standIn.behave({ hasChild: true, isDeaf: true });
      const child = opener.start([program], {
        env: { ...process.env, ...standIn.env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      await new Promise<void>((resolve, reject) => {
        child.stdout?.once('data', () => resolve());
        child.once('exit', (code) => reject(new Error(`It ended (${code}) before the tunnel was open.`)));
      });
      await vi.waitFor(() => expect(standIn.alive()).toHaveLength(2), later);
      child.kill(signal);
      await vi.waitFor(() => expect(standIn.alive()).toEqual([]), later);
    });
  },
);
