/**
 * All ways that open a tunnel, each with a double or a stand-in for what is on its other side, and the same hands on it.
 */
import { onTestFinished } from 'vitest';
import { createCloudflared } from '../../src/tunnel/cloudflared.ts';
import { createLocaltunnel } from '../../src/tunnel/localtunnel.ts';
import { createNgrok } from '../../src/tunnel/ngrok.ts';
import type { Tunnel, TunnelProvider } from '../../src/tunnel/tunnel.ts';
import { REGISTRATIONS, startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { installStandIn, type StandIn, type StandInName } from '../support/stand-ins/install.ts';
import { openNgrokPackage } from '../support/stand-ins/ngrok-package.ts';
import type { StandInBehaviour } from '../support/stand-ins/stage.ts';

export interface Limits {
  readonly openDeadline?: number;
  readonly closeDeadline?: number;
}

export interface Rig {
  provider(limits?: Limits): TunnelProvider;
  /** The other side no longer leads here. */
  lose(): Promise<void> | void;
  /** It does again, for tunnels that are opened from now on. */
  mend(): Promise<void> | void;
  /** Openings from now on neither succeed nor fail. */
  hang(): void;
  /** Processes, sessions and connections of tunnels; 0 when all are gone. */
  left(): number;
}

export interface Way {
  readonly name: string;
  readonly start: () => Promise<Rig>;
}

/** Nothing here takes so long: a machine under load may take its time to start a process. */
export const PATIENCE = 15_000;

const localtunnel: Way = {
  name: 'localtunnel',
  async start() {
    const server = await startLocaltunnelServer({ firstGrace: 10_000, grace: 150 });
    onTestFinished(() => server.close());
    return {
      provider: (limits) =>
        createLocaltunnel({ host: server.url, reclaimAfter: 300, openDeadline: PATIENCE, ...limits }),
      lose: () => server.stop(),
      mend: () => server.restart(),
      hang: () => server.answerWith(REGISTRATIONS.hang),
      left: () => server.names().reduce((sum, name) => sum + server.connections(name), 0),
    };
  },
};

const ngrokPackage: Way = {
  name: 'ngrok by its package',
  start() {
    const pack = openNgrokPackage();
    onTestFinished(() => pack.close());
    const env = { PATH: '', NGROK_AUTHTOKEN: 'token-of-the-test' };
    return Promise.resolve({
      provider: (limits) =>
        createNgrok({ env, loadSdk: () => Promise.resolve(pack.sdk), openDeadline: PATIENCE, ...limits }),
      lose: () => pack.lose(),
      mend: () => undefined,
      hang: () => {
        pack.mode = 'hang';
      },
      left: () => pack.open(),
    });
  },
};

export interface AgentRig extends Rig {
  readonly standIn: StandIn;
  behave(behaviour: StandInBehaviour): void;
}

export interface AgentWay extends Way {
  readonly program: StandInName;
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<AgentRig>;
}

const CREATE = { cloudflared: createCloudflared, ngrok: createNgrok };

/** One of the forms in which the program writes its log. */
function agentWay(program: StandInName, format: 'text' | 'json'): AgentWay {
  return {
    name: `${program} (${format})`,
    program,
    async start(env = {}) {
      const standIn = await installStandIn(program);
      onTestFinished(() => standIn.remove());
      const behave = (behaviour: StandInBehaviour): void => standIn.behave({ format, ...behaviour });
      behave({});
      return {
        standIn,
        behave,
        provider: (limits) => CREATE[program]({ env: { ...env, ...standIn.env }, openDeadline: PATIENCE, ...limits }),
        lose: () => standIn.signal('SIGUSR1'),
        mend: () => undefined,
        hang: () => behave({ mode: 'silent' }),
        left: () => standIn.alive().length,
      };
    },
  };
}

/** Each in the form of its log that it has as we start it. */
export const AGENT_WAYS: readonly AgentWay[] = [agentWay('cloudflared', 'text'), agentWay('ngrok', 'json')];

/** In the other form, which the machine's configuration may ask for. */
export const OTHER_FORMS: readonly AgentWay[] = [agentWay('cloudflared', 'json'), agentWay('ngrok', 'text')];

export const WAYS: readonly Way[] = [localtunnel, ngrokPackage, ...AGENT_WAYS];

/** Opens a tunnel that the end of the test closes. */
export async function openFor(provider: TunnelProvider, port: number, name = 'wanted'): Promise<Tunnel> {
  const tunnel = await provider.open({ port, name, signal: new AbortController().signal });
  onTestFinished(() => tunnel.close());
  return tunnel;
}
