/**
 * `upgates-dev listen`: from settings to a session, its output and its exit code.
 */
import { randomBytes } from 'node:crypto';
import type { ExitCode } from '../core/failure.ts';
import type { ReadyRecord, SessionRecord } from '../core/record.ts';
import { RULES } from '../core/rules.ts';
import { openSession, type Session } from '../session/session.ts';
import type { SessionPlan, ShopPlan } from '../session/plan.ts';
import type { ListenSettings } from '../settings/listen.ts';
import { createLog } from '../settings/log.ts';
import type { Reach } from '../settings/reach.ts';
import type { ProviderChoice } from '../tunnel/providers.ts';
import type { Io } from './io.ts';
import { openOutput, type ListenOutput } from './listen-output.ts';
import { forgetReadyFile, writeReadyFile } from './ready-file.ts';
import { watchEnds } from './signals.ts';
import { programVersion } from './version.ts';

/** Runs one session to its end. */
export async function runListen(settings: ListenSettings, io: Io): Promise<ExitCode> {
  const { dataDir } = settings.places;
  const secrets = settings.shop.kind === 'real' ? [settings.shop.key, settings.shop.login] : [];
  const log = createLog({ dataDir, now: io.now, secrets });
  const note = (text: string): void => log.write('error', text);
  if (settings.readyFile !== null) await forgetReadyFile(settings.readyFile);
  const output = await openOutput({ settings, io, log: note });
  const onRecord = (record: SessionRecord): void => {
    output.take(record);
    if (record.kind === 'ready' && settings.readyFile !== null) announce(settings.readyFile, record);
  };
  const announce = (path: string, record: ReadyRecord): void => {
    writeReadyFile(path, record).catch((error: unknown) => session.fail(error));
  };
  const session: Session = openSession(planOf(settings, io), { now: io.now, onRecord, log: note });
  const signals = watchEnds(session);
  try {
    attach(output, session);
    const end = await session.ended;
    await output.close(end);
    return exitCode(end.exit);
  } finally {
    signals.close();
  }
}

/** The session runs by now, so a screen that cannot be drawn ends it in order. */
function attach(output: ListenOutput, session: Session): void {
  try {
    output.attach(session);
  } catch (error) {
    session.fail(error);
  }
}

const EXIT_CODES: readonly ExitCode[] = [0, 1, 2, 3, 70, 129, 130, 143];

function exitCode(code: number): ExitCode {
  return EXIT_CODES.find((known) => known === code) ?? 70;
}

function planOf(settings: ListenSettings, { env }: Pick<Io, 'env'>): SessionPlan {
  const { dataDir, stateDir } = settings.places;
  return {
    events: settings.patterns,
    targets: settings.targets,
    headers: settings.headers,
    insecure: settings.insecure,
    handlerTimeout: settings.handlerTimeout,
    pristine: settings.pristine,
    policy: settings.policy,
    resume: settings.resume,
    rules: RULES[settings.rules],
    shop: shopOf(settings),
    tunnel: tunnelOf(settings.reach, env),
    port: settings.port,
    faults: settings.faults,
    seed: settings.seed ?? randomBytes(4).toString('hex'),
    maxDeliveries: settings.maxDeliveries,
    duration: settings.duration,
    failOn: settings.failOn,
    dataDir,
    fixtures: settings.fixtures,
    secrets: settings.secrets,
    stateDir,
    controlFolders: settings.controlFolders,
    version: programVersion(),
    notices: settings.notices,
  };
}

function shopOf({ shop, pace }: ListenSettings): ShopPlan {
  if (shop.kind === 'simulated') return { kind: 'simulated', speed: pace?.speed ?? 1, traffic: pace?.perMinute ?? 0 };
  const { apiUrl, login, key, allowHosts } = shop;
  return { kind: 'real', apiUrl, login, key, allowHosts };
}

/** The public localtunnel service, unless another server is named. */
const PUBLIC_LOCALTUNNEL = 'https://localtunnel.me';

/** Which provider the settings mean; programs of others are looked for in `env`. */
export function tunnelOf(reach: Reach, env: Io['env']): ProviderChoice {
  switch (reach.kind) {
    case 'localtunnel':
      return { name: 'localtunnel', tunnelHost: reach.host ?? PUBLIC_LOCALTUNNEL, publicUrl: null };
    case 'cloudflared':
    case 'ngrok':
      return { name: reach.kind, tunnelHost: PUBLIC_LOCALTUNNEL, publicUrl: null, env };
    case 'none':
      return { name: 'none', tunnelHost: PUBLIC_LOCALTUNNEL, publicUrl: null };
    case 'public-url':
      return { name: 'public-url', tunnelHost: PUBLIC_LOCALTUNNEL, publicUrl: reach.url };
  }
}
