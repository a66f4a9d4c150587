/** The control door with real sockets: who gets in, what comes back, and that nothing is left of it. */
import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mistake } from '../../../src/core/failure.ts';
import { ownLease } from '../../../src/register/lease.ts';
import { callDoor, type ReceivedLine } from '../../../src/session/control/call-door.ts';
import { openDoor, type Door, type DoorOptions } from '../../../src/session/control/door.ts';
import { livingDoors, writeDoor, type DoorFile } from '../../../src/session/control/door-file.ts';
import type { StateLine } from '../../../src/session/control/lines.ts';
import { MAX_BODY } from '../../../src/session/control/read-request.ts';
import type { Asking, Intention } from '../../../src/session/intention.ts';
import { temporaryFolder } from '../../support/program.ts';
import { attempt as exampleAttempt } from '../../show/records.ts';

const SESSION = '7f3a9c01';
const LATER = { timeout: 20_000 };

let folder: { path: string; remove: () => Promise<void> };
let door: Door | null = null;

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  await door?.close();
  door = null;
  await folder.remove();
});

interface Opened {
  readonly file: DoorFile;
  readonly asked: { readonly intention: Intention; readonly asking: Asking }[];
}

async function open(change: Partial<DoorOptions> = {}): Promise<Opened> {
  const asked: Opened['asked'] = [];
  door = await openDoor({
    folders: [join(folder.path, 'run')],
    stateDir: join(folder.path, 'state'),
    session: SESSION,
    shop: 'simulated',
    dataDir: '/project/.upgates-dev',
    now: Date.now,
    log: () => undefined,
    state: () => ({ kind: 'state', at: new Date().toISOString(), session: SESSION }) as StateLine,
    ask(intention, asking) {
      asked.push({ intention, asking });
      return Promise.resolve({ kind: 'done', text: 'Done.' });
    },
    ...change,
  });
  const [file] = await livingDoors(join(folder.path, 'state'));
  if (file === undefined) throw new Error('no door');
  return { file, asked };
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

interface Knock {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function knock(
  { socket, token }: DoorFile,
  { method = 'POST', path = '/ask', headers = {}, body }: Knock,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const all = { Host: 'localhost', Authorization: `Bearer ${token}`, ...headers };
    const asked = request({ socketPath: socket, method, path, headers: all, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const STEP = JSON.stringify({ kind: 'step' });

describe('a control door', () => {
  it('takes an intention with the token, and says what became of it', async () => {
    const { file, asked } = await open();
    const { status, text } = await knock(file, { body: STEP });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ kind: 'answered', text: 'Done.', counts: null });
    expect(asked.map(({ intention }) => intention)).toEqual([{ kind: 'step' }]);
    expect(JSON.parse((await knock(file, { method: 'GET', path: '/state' })).text)).toMatchObject({ kind: 'state' });
  });

  it.each([
    [401, { headers: { Authorization: 'Bearer 00000000000000000000000000000000' } }],
    [401, { headers: { Authorization: '' } }],
    [403, { headers: { Host: 'shop.example.com' } }],
    [401, { method: 'GET', path: '/state', headers: { Authorization: '' } }],
    [404, { path: '/' }],
    [404, { path: '/ask?x' }],
    [404, { method: 'GET' }],
    [404, { method: 'DELETE', path: '/state' }],
    [400, { body: '' }],
    [400, { body: '{"kind":"quit"}' }],
    [400, { body: '\u0000' }],
    [413, { body: ' '.repeat(MAX_BODY + 1) }],
  ] as const)('turns away with %s: %j', async (status, given) => {
    const { file, asked } = await open();
    const reply = await knock(file, { body: STEP, ...given });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toMatchObject({ kind: 'error', exit: 2, message: expect.any(String) });
    expect(asked).toEqual([]);
  });

  it('takes no body without end', async () => {
    const { file, asked } = await open();
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { Host: 'localhost', Authorization: `Bearer ${file.token}` };
      const endless = request({ socketPath: file.socket, method: 'POST', path: '/ask', headers, agent: false });
      endless.once('response', (response) => resolve(response.statusCode ?? 0));
      endless.on('error', reject);
      const pour = (): void => {
        if (!endless.destroyed) endless.write(' '.repeat(100_000), pour);
      };
      pour();
    });
    expect(status).toBe(413);
    expect(asked).toEqual([]);
  });

  it.each(['', 'POST /ask HTTP/1.1\r\nHost: loc', 'no http at all\r\n\r\n'])(
    'gives up a caller that begins with %j and says no more',
    async (text) => {
      const { file } = await open({ requestDeadline: 200 });
      const socket = createConnection(file.socket);
      if (text !== '') socket.write(text);
      await new Promise<void>((resolve) => {
        socket.resume().once('close', () => resolve());
      });
    },
    20_000,
  );

  it('streams attempts, then says the counts', async () => {
    const counts = { sent: 1, delivered: 1, repeats: 0, timedOut: 0, fixed: 0, regressed: 0, unchanged: 0 };
    const { file } = await open({
      ask(_intention, asking) {
        asking.onRecord?.(exampleAttempt());
        return Promise.resolve({ kind: 'done', text: '1 call.', counts });
      },
    });
    const lines: ReceivedLine[] = [];
    const intention: Intention = { kind: 'step' };
    const signal = new AbortController().signal;
    const last = await callDoor({ door: file, intention, signal, onLine: (line) => void lines.push(line) });
    expect(lines.map(({ kind }) => kind)).toEqual(['attempt']);
    expect(last?.fields).toMatchObject({ kind: 'answered', text: '1 call.', counts });
  });

  it('hands a refusal on as it is', async () => {
    const failure = mistake('fault-spec', 'No such key.', 'Try status.');
    const { file } = await open({ ask: () => Promise.resolve({ kind: 'refused', failure }) });
    const signal = new AbortController().signal;
    const call = callDoor({ door: file, intention: { kind: 'step' }, signal, onLine: () => undefined });
    await expect(call).rejects.toMatchObject({ code: 'fault-spec', exit: 2, hint: 'Try status.' });
  });

  it('ends what was asked when the caller leaves', async () => {
    let signal: AbortSignal | undefined;
    const { file } = await open({
      ask: (_intention, asking) =>
        new Promise((resolve) => {
          signal = asking.signal;
          asking.signal?.addEventListener('abort', () => resolve({ kind: 'done', text: 'Stopped.' }));
        }),
    });
    const leaving = new AbortController();
    const call = callDoor({ door: file, intention: { kind: 'step' }, signal: leaving.signal, onLine: () => undefined });
    await vi.waitFor(() => expect(signal).toBeDefined(), LATER);
    leaving.abort();
    expect(await call).toBeNull();
    await vi.waitFor(() => expect(signal?.aborted).toBe(true), LATER);
  });

  it('ends what was asked when the caller does not read', async () => {
    let wasAborted = false;
    const { file } = await open({
      ask: (_intention, asking) =>
        new Promise((resolve) => {
          const record = { ...exampleAttempt(), why: 'x'.repeat(100_000) };
          const tell = setInterval(() => {
            for (let turn = 0; turn < 20; turn += 1) asking.onRecord?.(record);
          }, 1);
          asking.signal?.addEventListener('abort', () => {
            wasAborted = true;
            clearInterval(tell);
            resolve({ kind: 'done', text: '' });
          });
        }),
    });
    const socket = createConnection(file.socket);
    socket.on('error', () => undefined).pause();
    const head = `POST /ask HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${file.token}\r\nContent-Length: ${STEP.length}`;
    socket.write(`${head}\r\n\r\n${STEP}`);
    await vi.waitFor(() => expect(wasAborted).toBe(true), LATER);
    socket.destroy();
  });

  it('is for this user alone, and nothing is left of it', async () => {
    const { file } = await open();
    const doors = join(folder.path, 'state', 'doors');
    expect(lstatSync(file.socket).mode & 0o777).toBe(0o600);
    expect(lstatSync(join(folder.path, 'run')).mode & 0o777).toBe(0o700);
    expect(lstatSync(join(doors, `${SESSION}.json`)).mode & 0o777).toBe(0o600);
    expect(file.token).toMatch(/^[0-9a-f]{32}$/);
    await door?.close();
    expect(readdirSync(join(folder.path, 'run'))).toEqual([]);
    expect(readdirSync(doors)).toEqual([]);
    const signal = new AbortController().signal;
    const call = callDoor({ door: file, intention: null, signal, onLine: () => undefined });
    await expect(call).rejects.toMatchObject({ code: 'session-gone', exit: 3 });
  });

  it.runIf(process.getuid?.() === 0)('refuses another user of this machine, who may know everything else', async () => {
    const { file } = await open();
    const knockAs = (uid: number): Promise<string> =>
      new Promise((resolve) => {
        const script = `require('net').createConnection(process.argv[1]).on('connect', () => { console.log('in'); process.exit(); }).on('error', (error) => console.log(error.code))`;
        execFile(process.execPath, ['-e', script, file.socket], { uid, gid: uid, cwd: '/' }, (_error, stdout) =>
          resolve(stdout.trim()),
        );
      });
    // The folder above must not be what keeps the other out.
    chmodSync(folder.path, 0o755);
    expect(await knockAs(0)).toBe('in');
    expect(await knockAs(65_534)).toBe('EACCES');
    // Nor the folder of the socket alone.
    chmodSync(join(folder.path, 'run'), 0o755);
    expect(await knockAs(65_534)).toBe('EACCES');
  });

  it('removes what a killed session left, and no other', async () => {
    const run = join(folder.path, 'run');
    const stateDir = join(folder.path, 'state');
    const dead = await deadProcess();
    await open();
    const left = (session: string, lease: DoorFile['lease']): DoorFile => ({
      what: 'session',
      session,
      socket: join(run, `${session}.sock`),
      token: 'x',
      lease,
      shop: 'simulated',
      dataDir: '/x',
      startedAt: '2026-11-23T10:00:00.000Z',
    });
    await writeDoor(
      stateDir,
      left('dead0001', { pid: dead, startedAt: null, bootId: null, pidSpace: null, host: null }),
    );
    await writeDoor(stateDir, left('11fe0002', ownLease()));
    await writeDoor(stateDir, {
      ...left('dead0003', { pid: dead, startedAt: null, bootId: null, pidSpace: null, host: null }),
      socket: join(run, 'file'),
    });
    writeFileSync(join(run, 'file'), 'not a socket');
    writeFileSync(join(stateDir, 'doors', 'bad00004.json'), '{');
    expect((await livingDoors(stateDir)).map(({ session }) => session)).toEqual(['11fe0002', SESSION]);
    expect(readdirSync(join(stateDir, 'doors')).toSorted()).toEqual(
      [`${SESSION}.json`, '11fe0002.json', 'bad00004.json'].toSorted(),
    );
    expect(readFileSync(join(run, 'file'), 'utf8')).toBe('not a socket');
  });

  it('removes sockets that nobody answers any more, and no other', async () => {
    const run = join(folder.path, 'run');
    await open();
    await door?.close();
    const orphan = join(run, '0badf00d.sock');
    await leaveSocket(orphan);
    const fresh = join(run, 'f0e50000.sock');
    await leaveSocket(fresh);
    const used = createServer().listen(join(run, 'abcdef00.sock'));
    await new Promise((resolve) => used.once('listening', resolve));
    const old = new Date(Date.now() - 60_000);
    for (const path of [orphan, join(run, 'abcdef00.sock')]) utimesSync(path, old, old);
    await open();
    expect(existsSync(orphan)).toBe(false);
    expect(existsSync(fresh)).toBe(true);
    expect(existsSync(join(run, 'abcdef00.sock'))).toBe(true);
    await new Promise((resolve) => used.close(resolve));
  });
});

/** The id of a process that has ended. */
function deadProcess(): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', '0']);
    child.once('close', () => resolve(child.pid ?? 0));
  });
}

/** A socket file whose process was killed. */
function leaveSocket(path: string): Promise<void> {
  const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  return new Promise((resolve) => {
    spawn(process.execPath, ['-e', script, path]).once('close', () => resolve());
  });
}
