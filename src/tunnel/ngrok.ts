/**
 * ngrok: by its agent on the PATH, else by the package `@ngrok/ngrok` where that is installed.
 * In: the environment, which may hold `NGROK_AUTHTOKEN`; it is never stored and never shown. Out: a provider.
 */
import type { Millis } from '../core/instant.ts';
import { failureOf, type AgentKind, type Variables } from './agent-kind.ts';
import { openAgent } from './agent.ts';
import { findProgram } from './find-program.ts';
import { NGROK } from './ngrok-facts.ts';
import { readNgrokLine } from './ngrok-log.ts';
import { loadNgrokSdk, openBySdk, type NgrokSdk } from './ngrok-sdk.ts';
import { NGROK_NOT_INSTALLED } from './ngrok-troubles.ts';
import type { TunnelProvider } from './tunnel.ts';

export interface NgrokOptions {
  readonly env: Variables;
  /** Replaced in tests. */
  readonly loadSdk?: () => Promise<NgrokSdk | null>;
  readonly openDeadline?: Millis;
  readonly closeDeadline?: Millis;
}

const KIND: AgentKind = {
  program: 'ngrok',
  // `--inspect=false`: what the shop sends is kept by us alone, and not shown on the agent's page, which has no password.
  args: (port) => [
    'http',
    `127.0.0.1:${port}`,
    '--inspect=false',
    '--log',
    'stdout',
    '--log-format',
    'json',
    '--log-level',
    'info',
  ],
  env: (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:UPGATES|TUNNEL)_/.test(name))),
  secrets: ({ NGROK_AUTHTOKEN = '', NGROK_API_KEY = '' }) => [NGROK_AUTHTOKEN, NGROK_API_KEY],
  read: readNgrokLine,
  notInstalled: NGROK_NOT_INSTALLED,
};

export function createNgrok(options: NgrokOptions): TunnelProvider {
  const { env, openDeadline = NGROK.openDeadline, closeDeadline, loadSdk = loadNgrokSdk } = options;
  const limits = closeDeadline === undefined ? { openDeadline } : { openDeadline, closeDeadline };
  return {
    ...NGROK,
    isPlainLink: false,
    openDeadline,
    async open(request) {
      if (findProgram(KIND.program, env) !== null) return openAgent(KIND, { ...request, ...limits, env });
      const sdk = await loadSdk();
      if (sdk === null) throw failureOf(NGROK_NOT_INSTALLED);
      return openBySdk({ ...request, sdk, authtoken: env['NGROK_AUTHTOKEN'] ?? '', openDeadline });
    },
  };
}
