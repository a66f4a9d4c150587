/**
 * Does the shop accept the login, and how many API calls are left? One `GET /status`, so that a wrong key costs one bad
 * login; the number of calls left comes with its answer.
 */
import { Failure } from '../../core/failure.ts';
import { createApiClient, type ApiClient } from '../../register/api-client.ts';
import type { ShopService } from '../../register/api-shapes.ts';
import { priceOfPatterns } from '../../register/plan.ts';
import type { ListenSettings } from '../../settings/listen.ts';
import type { RealShop } from '../../settings/shop.ts';
import { failed, finding, type About, type Examination, type Finding, type Patient } from './finding.ts';

const SENT = 'GET /status';
const BOTH = ['credentials', 'calls-left'] as const;

const ABOUT: readonly About[] = [
  {
    name: 'credentials',
    looksAt:
      'One `GET /status` with the login and key, so that a wrong key costs one bad login (five an hour lock you out).',
    meaning:
      'Failed: the shop refuses the login, cannot be reached, or something else answers; a session could not create its webhooks. Warned: the shop has moved.',
    todo: 'Compare address, login and key with the administration (Add-ons / API). After a move store the new address. Without credentials it is skipped.',
  },
  {
    name: 'calls-left',
    looksAt: 'The API calls that the shop says are left, from the same answer, against the price of one session.',
    meaning: 'Warned: a session would not start now, since its webhooks and their removal must be covered.',
    todo: 'Wait for the next hour, or register fewer events with `--event`.',
  },
];

export const shopCheck: Examination = {
  checks: ABOUT,
  // One exchange, or two when the shop has moved, of ten seconds each.
  deadline: 25_000,
  examine: async (patient, signal) => {
    const { listen } = patient.settings;
    if (listen instanceof Failure) return skipped('the settings are broken');
    if (listen.shop.kind === 'real') return ask(listen, listen.shop, { patient, signal });
    const isAsked = listen.shop.because === 'asked';
    return isAsked ? skipped('the simulated shop is asked for') : skipped('no credentials are set', HOW_TO_SET);
  },
};

const HOW_TO_SET = 'For a real shop set UPGATES_API_URL, UPGATES_API_LOGIN and UPGATES_API_KEY in .env.';

function skipped(why: string, hint: string | null = null): readonly Finding[] {
  return BOTH.map((name) => finding(name, 'skipped', { got: why, hint: name === 'credentials' ? hint : null }));
}

interface Asking {
  readonly patient: Patient;
  readonly signal: AbortSignal;
}

async function ask(listen: ListenSettings, shop: RealShop, asking: Asking): Promise<readonly Finding[]> {
  let movedTo: string | null = null;
  const client = open(shop, asking, (address) => {
    movedTo = address;
  });
  try {
    const services = await client.status();
    return [accepted(client.host(), services, movedTo), callsLeft(client, listen)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [
      failed('credentials', error, { sent: SENT, expected: 'the login is accepted', meaning: MEANING }),
      finding('calls-left', 'skipped', { got: 'the shop gave no answer that tells' }),
    ];
  }
}

const MEANING = 'A session could not create its webhooks.';

function open(shop: RealShop, { patient, signal }: Asking, onMoved: (apiUrl: string) => void): ApiClient {
  const { now, version, onCallsLeft } = patient;
  return createApiClient({
    ...shop,
    now,
    signal,
    userAgent: `upgates-dev/${version}`,
    onCallsLeft: ({ hour, day }) => onCallsLeft(hour, day),
    onMoved,
  });
}

function accepted(host: string, services: readonly ShopService[], movedTo: string | null): Finding {
  const denied = services.filter(({ privilege }) => privilege === 'deny').map(({ service }) => service);
  const rights = denied.length === 0 ? '' : `, but it may not use ${denied.join(', ')}`;
  const told = { sent: SENT, expected: 'the login is accepted', got: `${host} accepts the login${rights}` };
  if (movedTo === null) return finding('credentials', 'passed', told);
  const meaning = 'The shop has moved to another server; each command finds it there at the cost of one more call.';
  return finding('credentials', 'warned', { ...told, meaning, hint: `Store ${movedTo} as UPGATES_API_URL.` });
}

/** Enough for a session: its webhooks and their removal. */
function callsLeft(client: ApiClient, { patterns }: ListenSettings): Finding {
  const { hour, day, total } = client.callsLeft();
  const price = priceOfPatterns(patterns).total;
  const expected = `${price} calls for one session with its clean-up`;
  if (total === null) return finding('calls-left', 'passed', { expected, got: 'the shop names no limit' });
  const got = `${total} calls left now (${hour ?? '?'} of this hour, ${day ?? '?'} of this day)`;
  if (total >= price) return finding('calls-left', 'passed', { expected, got });
  const hint = 'Wait for the next hour, or register fewer events with --event.';
  return finding('calls-left', 'warned', { expected, got, meaning: 'A session would not start now.', hint });
}
