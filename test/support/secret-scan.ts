/**
 * Looks for secrets in everything that was written. In: secrets that the test knows, and the bytes of each place. Out: which
 * secret stands where it is not allowed to. What is allowed is data with its reason, shown in docs/security.md.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const SECRETS = [
  "the shop's API key",
  'login and key as a Basic value',
  "a webhook's path",
  "a webhook's password",
  "a webhook's credentials as a Basic value",
  "the tunnel's name",
  "the handler's password",
  "the handler's credentials as a Basic value",
  'a header that is added with -H',
  'the token of the control door',
  "the simulated shop's key",
] as const;

export type SecretName = (typeof SECRETS)[number];

export const PLACES = [
  'standard output with --json',
  'standard output for people',
  'standard error',
  'the screen',
  'the log',
  'history',
  'ledger and machine id',
  'the file of the control door',
  'the ready file',
  'exports and saved fixtures',
  'reports',
  'the configuration that init writes',
  '.env that init writes',
  'the state file of a simulated shop',
  'the list of processes',
  'what an editor is started with',
  'calls to the handler',
] as const;

export type PlaceName = (typeof PLACES)[number];

export interface Allowed {
  readonly secret: SecretName;
  readonly place: PlaceName;
  readonly because: string;
}

export const ALLOWED: readonly Allowed[] = [
  {
    secret: "the tunnel's name",
    place: 'standard output with --json',
    because:
      '`ready` and `tunnel` tell programs the public address. Path and password are not in it, and both are needed.',
  },
  {
    secret: "the tunnel's name",
    place: 'the ready file',
    because: 'It holds the `ready` line, readable by its owner only.',
  },
  {
    secret: "the tunnel's name",
    place: 'history',
    because:
      'The headers of a call are kept as they came, `Host` among them. The name is nobody’s when the session ends.',
  },
  ...(['standard output for people', 'the screen'] as const).map((place) => ({
    secret: "the tunnel's name" as const,
    place,
    because: 'Everywhere masked but among the headers of a single call, which are shown as they came.',
  })),
  {
    secret: 'the token of the control door',
    place: 'the file of the control door',
    because: '`upgates-dev control` finds it there: mode 0600, in a folder of the user’s with mode 0700.',
  },
  {
    secret: "the handler's credentials as a Basic value",
    place: 'calls to the handler',
    because: 'That is what they are for.',
  },
  { secret: 'a header that is added with -H', place: 'calls to the handler', because: 'That is what it is for.' },
  {
    secret: "the shop's API key",
    place: '.env that init writes',
    because: 'Where settings look for it: mode 0600, and ignored by git before it is written.',
  },
  {
    secret: "the simulated shop's key",
    place: 'standard output for people',
    because: 'Said once when the shop has made it up: it opens nothing but this stand-in.',
  },
  {
    secret: "the simulated shop's key",
    place: 'standard error',
    because: 'The same with --json, where standard output belongs to programs.',
  },
  {
    secret: "the simulated shop's key",
    place: 'the state file of a simulated shop',
    because: 'The shop goes on under the same key the next time. Mode 0600.',
  },
];

/** One letter a byte: history holds what is no text. */
export type Written = Readonly<Partial<Record<PlaceName, string>>>;
export type Known = Readonly<Partial<Record<SecretName, string>>>;

export interface Scan {
  /** `SECRET in PLACE`, sorted. */
  readonly leaks: readonly string[];
  /** The same for what is allowed and was there: a scan that finds nothing at all looks in the wrong place. */
  readonly found: readonly string[];
}

export function scan(written: Written, known: Known): Scan {
  const all = PLACES.flatMap((place) =>
    SECRETS.filter((name) => isIn(written[place] ?? '', known[name] ?? '')).map((secret) => ({ secret, place })),
  );
  const isAllowed = ({ secret, place }: { secret: SecretName; place: PlaceName }): boolean =>
    ALLOWED.some((one) => one.secret === secret && one.place === place);
  const names = (list: typeof all): readonly string[] =>
    list.map(({ secret, place }) => `${secret} in ${place}`).toSorted();
  return { leaks: names(all.filter((one) => !isAllowed(one))), found: names(all.filter(isAllowed)) };
}

/** As it is, and as an address or JSON of PHP would have it. */
function isIn(bytes: string, secret: string): boolean {
  if (secret === '') return false;
  const spellings = [secret, encodeURIComponent(secret), secret.replaceAll('/', '\\/')];
  return spellings.some((spelling) => bytes.includes(spelling));
}

/** The bytes of all files below a folder, or of one file; empty where there is none. */
export function bytesBelow(path: string, fits: (name: string) => boolean = () => true): string {
  if (!existsSync(path)) return '';
  if (!statSync(path).isDirectory()) return readFileSync(path, 'latin1');
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(path, name)).isFile() && fits(name))
    .map((name) => readFileSync(join(path, name), 'latin1'))
    .join('\n');
}

export function basicOf(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}
