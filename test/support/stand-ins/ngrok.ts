/**
 * A stand-in for the ngrok agent, `ngrok http …`: it says what the real one says (its lines are recorded in
 * docs/discoveries.md), and leads calls of an address on loopback to the given port. SIGUSR1 loses its session, SIGUSR2 has
 * it back.
 */
import { randomBytes } from 'node:crypto';
import { NGROK_EDGE, NGROK_ERRORS } from './ngrok-words.ts';
import { openEdge } from './edge.ts';
import { behaviour, MISDEEDS, openStage, stay, type Output } from './stage.ts';

const output = process.stdout as Output;
const stage = openStage(output);

type Fields = Readonly<Record<string, unknown>>;

function log(lvl: 'info' | 'warn' | 'eror' | 'crit', msg: string, fields: Fields = {}): void {
  const all = { t: '2026-11-28T10:00:00+0000', lvl, msg, ...fields };
  if (stage.behaviour.format !== 'text') return stage.say(JSON.stringify(all));
  const pairs = Object.entries(all).map(([name, value]) => `${name}=${quoted(value)}`);
  stage.say(pairs.join(' '));
}

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /\s/.test(text) ? JSON.stringify(text) : text;
}

/** At its end, on standard error. */
function complain(text: string): void {
  for (const line of text.split(/\r?\n/)) process.stderr.write(`ERROR:  ${line}\n`);
}

async function main(): Promise<void> {
  const { mode = 'ok' } = stage.behaviour;
  const misdeed = MISDEEDS[mode];
  if (misdeed !== undefined) {
    misdeed(stage, output);
    return stay(stage, () => stage.end(0));
  }
  if (mode === 'too-old') {
    process.stderr.write('ERROR:  unknown flag: --inspect\n');
    return stage.end(1);
  }
  log('info', 'no configuration paths supplied');
  log('info', 'open config file', { path: '/home/dev/.config/ngrok/ngrok.yml', err: '<nil>' });
  log('info', 'starting web service', { obj: 'web', addr: '127.0.0.1:4040', allow_hosts: [] });
  const refused = NGROK_ERRORS[mode];
  if (refused !== undefined) {
    const err = refused.replace('<TOKEN>', process.env['NGROK_AUTHTOKEN'] ?? 'none');
    log('eror', 'failed to reconnect session', { obj: 'tunnels.session', err });
    log('eror', 'session closing', { obj: 'tunnels.session', err });
    log('crit', 'command failed', { err });
    complain(err);
    return stage.end(1);
  }
  if (mode === 'unreachable') {
    const err =
      'failed to dial ngrok server with address "connect.ngrok-agent.com:443": dial tcp: lookup connect.ngrok-agent.com: no such host';
    log('eror', 'failed to reconnect session', { obj: 'tunnels.session', obj2: 'csess', id: '622a534a5cac', err });
    return stay(stage, () => stage.end(0));
  }
  await serve();
}

async function serve(): Promise<void> {
  const port = (process.argv[3] ?? '').split(':').at(-1);
  const target = `http://127.0.0.1:${port}`;
  const edge = await openEdge(target, `ab12-${randomBytes(3).toString('hex')}`, NGROK_EDGE);
  stay(stage, () => {
    log('info', 'received stop request', { obj: 'app', stopReq: {} });
    log('info', 'session closing', { obj: 'tunnels.session', err: '<nil>' });
    stage.end(0);
  });
  process.on('SIGUSR1', () => {
    edge.isConnected = false;
    log('eror', 'session closed, starting reconnect loop', {
      obj: 'tunnels.session',
      err: 'read EOF from remote peer',
    });
  });
  process.on('SIGUSR2', () => {
    if (behaviour().mode === 'gone') {
      return log('eror', 'failed to reconnect session', { obj: 'tunnels.session', err: NGROK_ERRORS['taken'] });
    }
    edge.isConnected = true;
    log('info', 'client session established', { obj: 'tunnels.session' });
  });
  log('info', 'client session established', { obj: 'tunnels.session' });
  log('info', 'tunnel session started', { obj: 'tunnels.session' });
  log('info', 'started tunnel', { obj: 'tunnels', name: 'command_line', addr: target, url: edge.publicUrl });
}

void main();
