/**
 * How ngrok is known to refuse: its error codes (ngrok.com/docs/errors), each with what helps. In the order of recognition.
 * A code that is not listed is told with its first sentence and the address of its page.
 */
import type { KnownTrouble } from './agent-kind.ts';

const OTHERWISE = 'or take another tunnel (--tunnel cloudflared, --tunnel localtunnel).';
const TOKEN_PAGE = 'https://dashboard.ngrok.com/get-started/your-authtoken';

export const NGROK_NOT_INSTALLED: KnownTrouble = {
  code: 'tunnel-not-installed',
  says: null,
  isFinal: true,
  means: 'ngrok is not installed: neither its agent is on the PATH, nor the package @ngrok/ngrok beside upgates-dev.',
  todo: 'Install the agent (https://ngrok.com/download) or run npm install @ngrok/ngrok, or use --tunnel localtunnel.',
  sign: '`ngrok is not installed`',
};

export const NGROK_NO_TOKEN: KnownTrouble = refusal('4018', {
  code: 'tunnel-no-authtoken',
  means: 'ngrok wants an account: no authtoken is set.',
  todo: `Get one at ${TOKEN_PAGE} (free) and put it into NGROK_AUTHTOKEN in the environment, or run ngrok config add-authtoken.`,
});

/** Nothing of ngrok's answer, but of the way to it. */
export const NGROK_UNREACHABLE: KnownTrouble = {
  code: 'tunnel-unreachable',
  says: /"?msg"?[=:]\s?"failed to reconnect session"|failed to connect session|failed to dial ngrok server/,
  isFinal: false,
  means: 'ngrok cannot reach its servers from here (connect.ngrok-agent.com, port 443).',
  todo: `Look at the network, its DNS and its proxy (ngrok diagnose tells more); try again, ${OTHERWISE}`,
  sign: '`failed to reconnect session` without a code',
};

export const NGROK_TROUBLES: readonly KnownTrouble[] = [
  NGROK_NO_TOKEN,
  refusal('105|106|107', {
    code: 'tunnel-bad-authtoken',
    means: 'ngrok does not accept the authtoken.',
    todo: `Compare it with ${TOKEN_PAGE}; NGROK_AUTHTOKEN in the environment comes before the one in the agent's configuration.`,
  }),
  refusal('108|348|349', {
    code: 'tunnel-too-many-sessions',
    means: 'This ngrok account has as many agents running as it may have.',
    todo: `End another one (https://dashboard.ngrok.com/agents shows them), ${OTHERWISE}`,
  }),
  refusal('334|381', {
    code: 'tunnel-endpoint-taken',
    means: 'The address of this ngrok account is in use by another agent: a free account has one.',
    todo: `End the other agent (https://dashboard.ngrok.com/endpoints shows it), ${OTHERWISE}`,
  }),
  refusal('120|121', {
    code: 'tunnel-too-old',
    means: 'ngrok no longer works with an agent as old as this one.',
    todo: `Update it (ngrok update, or by your package manager), ${OTHERWISE}`,
  }),
  refusal('102|103|115|116|123|337|338|382', {
    code: 'tunnel-account',
    means:
      'ngrok does not let this account open a tunnel: it is suspended, not verified, or this network is not allowed.',
    todo: `Look at https://dashboard.ngrok.com, ${OTHERWISE}`,
  }),
  refusal('305|306|313|314|316|317|318|319|320|322|354', {
    code: 'tunnel-address-not-yours',
    means: 'The address that the configuration of ngrok asks for is not one of this account or of its plan.',
    todo: 'Take it out of the configuration of ngrok (ngrok config edit), or reserve it at https://dashboard.ngrok.com/domains.',
  }),
  refusal('324|350|351|7\\d\\d', {
    code: 'tunnel-limit',
    means: 'This ngrok account has used up what its plan includes (tunnels, calls, connections or bytes).',
    todo: `Wait, or look at https://dashboard.ngrok.com/usage, ${OTHERWISE}`,
  }),
  {
    code: 'tunnel-port-taken',
    says: /4040: bind: address already in use/,
    isFinal: true,
    means: "ngrok's own page cannot have port 4040: its configuration asks for that port, and another program has it.",
    todo: 'End the other agent, or set web_addr: false in the configuration of ngrok.',
    sign: '`4040: bind: address already in use`',
  },
  {
    code: 'tunnel-too-old',
    says: /unknown flag:|flag provided but not defined|Incorrect Usage/,
    isFinal: true,
    means:
      'This ngrok does not know an option that it is started with: it is too old, or another program of that name.',
    todo: `Update it (ngrok update, or by your package manager), ${OTHERWISE}`,
    sign: '`unknown flag`',
  },
];

function refusal(codes: string, { code, means, todo }: Pick<KnownTrouble, 'code' | 'means' | 'todo'>): KnownTrouble {
  const says = new RegExp(`ERR_NGROK_(?:${codes})\\b`);
  return {
    code,
    says,
    isFinal: true,
    means,
    todo,
    sign: `ERR_NGROK_${codes.replaceAll('|', ', ').replaceAll('\\d', 'x')}`,
  };
}

/** A code of ngrok's that is not in the list. */
export function unknownRefusal(text: string): KnownTrouble | null {
  const code = /ERR_NGROK_(\d+)/.exec(text)?.[1];
  if (code === undefined) return null;
  return {
    code: 'tunnel-refused',
    says: null,
    isFinal: true,
    means: `ngrok refuses (ERR_NGROK_${code}).`,
    todo: `https://ngrok.com/docs/errors/err_ngrok_${code} says why.`,
    sign: `ERR_NGROK_${code}`,
  };
}
