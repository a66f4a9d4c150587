/**
 * Writes docs/security.md: who may mean harm, what they can try, what stands against it, where in the code, and which test
 * holds it. A test checks that each file named here exists, and that each test that is named is in it.
 */
import { ALLOWED } from '../support/secret-scan.ts';

export interface Defence {
  /** What is tried. */
  readonly tries: string;
  readonly against: string;
  readonly code: string;
  readonly test: string;
}

export interface Threat {
  readonly who: string;
  readonly can: string;
  readonly defences: readonly Defence[];
  /** What nothing stands against, said plainly. */
  readonly limits: readonly string[];
}

const WALK = 'test/stories/strangers-walk.test.ts';
const LINKS = 'test/regress/links-of-a-repository.test.ts';
const SCAN = 'test/stories/secret-scan.test.ts';

export const THREATS: readonly Threat[] = [
  {
    who: 'A stranger on the public address',
    can: 'Can send any bytes to the address of the tunnel, as many as they like, for as long as a session lasts.',
    defences: [
      {
        tries: 'Finding or guessing the way in',
        against:
          'Tunnel name, path and password have 128 bits each, new for every session. All but the right path with the right password get a bare 404.',
        code: 'src/receive/admission.ts',
        test: WALK,
      },
      {
        tries: 'Ten thousand wrong passwords',
        against:
          'Compared in constant time, counted, told once a second at most, never kept, never an event, never handed on. The shop is served meanwhile.',
        code: 'src/session/stranger-count.ts',
        test: WALK,
      },
      {
        tries: 'Requests that two readers see differently: two lengths, chunks within lengths, folded lines',
        against: 'Refused before anything is kept. What is kept was sent as a call beyond doubt.',
        code: 'src/receive/door.ts',
        test: 'test/fuzz/targets/listener-bytes.ts',
      },
      {
        tries: 'Heads and bodies that never end, or fill the memory',
        against: 'Ten seconds for each, 64 kB for a head, 16 MiB for a body; more is not read.',
        code: 'src/receive/read-body.ts',
        test: 'test/receive/hostile-calls.test.ts',
      },
      {
        tries: 'Another door through ours: `CONNECT`, absolute targets, traversals, upgrades',
        against: 'Nothing is resolved or passed through; the tunnel leads to the listener and never to the handler.',
        code: 'src/receive/desk.ts',
        test: WALK,
      },
      {
        tries: 'A secret in what is told of strangers',
        against: 'Of a path at most 64 letters are shown, what looks like a secret masked.',
        code: 'src/core/masking.ts',
        test: 'test/fuzz/targets/secrets.ts',
      },
    ],
    limits: [
      'Whoever has a whole webhook address is the shop, for as long as the session lasts.',
      'A real shop that sends no credentials is let in by its path alone; that is said once.',
      'Somebody who takes all connections of the tunnel keeps the shop out. It repeats what it could not deliver.',
    ],
  },
  {
    who: 'A hostile payload',
    can: "Is written by anybody who can write into the shop: a customer's name, a product's code. It reaches the terminal, history, exports and the handler.",
    defences: [
      {
        tries: 'Moving the cursor, changing colours, turning the writing round, titles, the clipboard',
        against:
          'Every control character of a payload is made visible before it is shown, in lines, on the screen and in JSON.',
        code: 'src/core/printable.ts',
        test: 'test/stories/hostile.test.ts',
      },
      {
        tries: 'The same through `fixtures show` and `history export` on a terminal',
        against: 'Shown safely there; byte for byte into files and pipes.',
        code: 'src/cli/write-body.ts',
        test: 'test/regress/hostile-fixture-on-terminal.test.ts',
      },
      {
        tries: 'Texts that take for ever: a megabyte of emoji, quotation marks, one word',
        against: 'Whatever looks at a body takes its length and not the square of it.',
        code: 'src/core/json-tokens.ts',
        test: 'test/regress/long-texts.test.ts',
      },
      {
        tries: '`__proto__` and its like, in bodies, in `--set`, in requests',
        against: 'Bodies are changed as text; objects from outside are looked into by their own names only.',
        code: 'src/fixture/set-value.ts',
        test: 'test/fuzz/targets/set-values.ts',
      },
      {
        tries: 'A command in what is copied as curl',
        against: 'Every word is quoted; tried in real shells.',
        code: 'src/show/curl-command.ts',
        test: 'test/stories/history-curl.test.ts',
      },
      {
        tries: 'A path in the name of an event or a label',
        against:
          'A saved fixture has letters, digits, dots, underscores and dashes in its name and lies in its folder.',
        code: 'src/fixture/name.ts',
        test: 'test/fuzz/targets/fixture-names.ts',
      },
      {
        tries: 'Our own secrets, sent back to us, also in escapes',
        against: 'Taken out of everything that leaves history.',
        code: 'src/fixture/without-secrets.ts',
        test: 'test/stories/export-secrets.test.ts',
      },
    ],
    limits: ['The handler gets every byte as it came: it is there to be tested with them.'],
  },
  {
    who: "A hostile page in the developer's browser",
    can: 'Can make the browser call ports of this machine: under a name of its own that its DNS leads here, from its own place, by a form, or by sending the browser to an address.',
    defences: [
      {
        tries: 'DNS rebinding to the simulated shop',
        against: 'Calls whose `Host` a page of the world could have are answered 403, right credentials or not.',
        code: 'src/simulate/api/callers.ts',
        test: 'test/simulate/api/callers.test.ts',
      },
      {
        tries: 'Calls from its own place, forms, being sent here, five wrong logins to lock the shop',
        against: 'A foreign `Origin`, or `Sec-Fetch-Site: cross-site`, is answered 403 before the login is looked at.',
        code: 'src/simulate/api/callers.ts',
        test: WALK,
      },
      {
        tries: 'Asking first (CORS, private network access)',
        against: 'No door of ours ever sends a header that allows it, so the browser neither sends nor shows.',
        code: 'src/receive/refusal.ts',
        test: WALK,
      },
      {
        tries: 'The control door',
        against: 'A socket of the file system, which no browser opens; a token, and a `Host` of this machine on top.',
        code: 'src/session/control/admit.ts',
        test: 'test/session/control/admit.test.ts',
      },
      {
        tries: 'The listener',
        against: 'Needs path and password, whatever name it is called by.',
        code: 'src/receive/admission.ts',
        test: WALK,
      },
    ],
    limits: [
      'A page can find out that something listens on a port.',
      'Names that only a network of your own can have (`*.local`, `*.internal`, `*.test`, names without a dot) and addresses are let in at the simulated shop, since containers come by them. A proxy in front of it must send such a `Host`.',
    ],
  },
  {
    who: 'Another user of this machine',
    can: 'Can connect to every port on loopback, read the list of processes, and write into shared folders such as /tmp.',
    defences: [
      {
        tries: 'Steering a session',
        against:
          'The control socket has mode 0600 in a folder with mode 0700 of ours; a folder that is somebody else’s is not used.',
        code: 'src/session/control/socket-place.ts',
        test: 'test/session/control/socket-place.test.ts',
      },
      {
        tries: 'Reading history, log, ledger, token',
        against: 'Folders of ours have mode 0700, files 0600, also those that a checkout has made with other ones.',
        code: 'src/store/data-dir.ts',
        test: 'test/store/data-dir.test.ts',
      },
      {
        tries: 'Reading passwords in the list of processes',
        against: 'A process whose arguments may hold one shows its name alone.',
        code: 'src/cli/hide-arguments.ts',
        test: SCAN,
      },
      {
        tries: 'Reading the key in `.env`',
        against: '`init` writes it with mode 0600; `doctor` warns of one that others may read.',
        code: 'src/settings/environment.ts',
        test: 'test/cli/doctor.test.ts: warns when others may read the shop',
      },
      {
        tries: 'A link planted where we write',
        against: 'Written files are made anew or not at all; links of our own places are refused.',
        code: 'src/register/durable-file.ts',
        test: LINKS,
      },
    ],
    limits: [
      'Whoever is root, or you, can read everything.',
      'Arguments can be read for the moment until the process has started.',
      'A folder given with `--data-dir` that others may read stays readable; the files in it are not.',
    ],
  },
  {
    who: 'A hostile repository',
    can: 'Brings its own configuration, `.env`, fixtures, history and links, and waits for `upgates-dev` to be run in it.',
    defences: [
      {
        tries: 'Running a command',
        against:
          '`--start` stands on the command line or nowhere; the editor comes from the environment; programs are found in absolute folders of the PATH only.',
        code: 'src/settings/options/test.ts',
        test: 'test/fuzz/targets/settings.ts',
      },
      {
        tries: 'Having the key sent elsewhere',
        against:
          'It goes to `*.upgates.com` over TLS or to this machine. `--allow-host` stands on the command line or nowhere; a shop that says it has moved is believed within these bounds only.',
        code: 'src/register/api-address.ts',
        test: 'test/fuzz/targets/api-shapes.ts',
      },
      {
        tries: 'Having files of the reader written over: `readyFile`, `dataDir`, `state`',
        against: 'A file may name no place to write to outside of its project, links followed.',
        code: 'src/settings/inside.ts',
        test: LINKS,
      },
      {
        tries: 'Links in place of history, log, edited bodies and fixtures',
        against: 'Nothing is written through a link.',
        code: 'src/store/data-dir.ts',
        test: LINKS,
      },
      {
        tries: 'Links to what never ends, such as /dev/zero',
        against: 'Settings, faults, fixtures, scenarios and states are read from plain files of a limited size.',
        code: 'src/settings/read-file.ts',
        test: LINKS,
      },
      {
        tries: 'A history with triggers and views that run when we write',
        against:
          'A database whose tables are not exactly ours is refused unchanged; every value is checked when it is read.',
        code: 'src/store/schema.ts',
        test: 'test/store/set-aside.test.ts: and nothing in it runs',
      },
      {
        tries: 'Escape sequences in settings that are refused',
        against: 'Quoted safely and cut.',
        code: 'src/faults/assemble.ts',
        test: 'test/regress/fault-spec-controls.test.ts',
      },
      {
        tries: 'A filter that takes all of the memory',
        against: 'Read in a time that grows with its length.',
        code: 'src/filter/wording.ts',
        test: 'test/regress/filter-side-by-side.test.ts',
      },
      {
        tries: 'Passwords of a configuration in the log of CI, through a mistake in it',
        against: 'A mistake is told by its place, nothing of the text.',
        code: 'src/core/json-flaw.ts',
        test: 'test/regress/json-mistakes.test.ts',
      },
      {
        tries: 'Having webhooks of others deleted, through a ledger',
        against:
          'Only names with the marker of this machine and a dead session; an id counts only with the check that we wrote beside it.',
        code: 'src/register/ledger-record.ts',
        test: 'test/regress/ledger-damaged-id.test.ts',
      },
    ],
    limits: [
      '`forward` and `tunnelHost` may stand in a file: a repository can have the calls of a session sent to an address of its own. Both are shown from the start. Its handler sees them anyway.',
      '`.env` may name a port of this machine as the API; a key from your environment then goes there.',
      'A repository that brings history can bring background calls waiting for the handler; `--no-resume` leaves them.',
      '`dataDir` moves ledger and machine id too: a repository that knows your API login could have its own taken for ours.',
    ],
  },
  {
    who: 'A thief of history',
    can: 'Has the data directory: a stolen laptop, a backup, an uploaded folder.',
    defences: [
      {
        tries: 'Finding credentials in it',
        against: 'Key, passwords, paths and tokens are not in it; `Authorization` is masked before a call is stored.',
        code: 'src/session/calls/intake.ts',
        test: SCAN,
      },
      {
        tries: 'Using what it finds',
        against:
          'Webhooks are deleted and secrets forgotten at the end of a session, also after a kill, at the next start.',
        code: 'src/register/removal.ts',
        test: 'test/stories/kill.test.ts',
      },
      {
        tries: 'Taking it from git',
        against: 'The directory hides itself from git.',
        code: 'src/store/data-dir.ts',
        test: 'test/store/data-dir.test.ts: hides itself from git',
      },
    ],
    limits: [
      'Bodies, headers and answers are there as they came, not encrypted, for 7 days or 500 MB. `history prune` removes them.',
      'A key that a handler puts into its answers is in them.',
    ],
  },
  {
    who: 'A dependency',
    can: 'Runs with our rights: its next version may be somebody else’s.',
    defences: [
      {
        tries: 'Coming in unseen',
        against:
          'Two packages and what they need are installed with ours, a third is optional, for Node 20; everything else is bundled. Each has its version and digest in the lock file.',
        code: 'package-lock.json',
        test: 'test/docs/security.test.ts: what is installed with us',
      },
      {
        tries: 'Being used where nobody looks',
        against: 'Each package may be imported from one place of the code.',
        code: 'src/filter/parse-syntax.ts',
        test: 'test/architecture/imports.test.ts',
      },
      {
        tries: 'Running a script when it is installed',
        against:
          'One that is installed with us has one, the storage for Node 20, and does not need it; the packed program is installed and used with scripts off.',
        code: '.ci/packed',
        test: 'test/packed/installed.mjs',
      },
    ],
    limits: [
      '`npx upgates-dev@latest` trusts the registry for the newest version; an exact version in package.json does not.',
    ],
  },
  {
    who: "The tunnel's operator",
    can: 'Ends TLS, so can read, change, repeat and invent calls of the session.',
    defences: [
      {
        tries: 'Giving another name, or an address elsewhere',
        against:
          'Compared with what was asked for; the way is proved by a call through it before webhooks are made, and again and again.',
        code: 'src/tunnel/localtunnel-grant.ts',
        test: 'test/tunnel/conformance.test.ts',
      },
      {
        tries: 'Any bytes where an answer should be',
        against: 'Read within limits of size and time; what is no plain origin is no address.',
        code: 'src/tunnel/agent-kind.ts',
        test: 'test/fuzz/targets/tunnel-lines.ts',
      },
      {
        tries: 'Getting at more than the session',
        against:
          'What comes through the tunnel is HTTP at the listener, like any stranger’s. The API key never goes through it.',
        code: 'src/receive/listener.ts',
        test: 'test/fuzz/targets/listener-bytes.ts',
      },
    ],
    limits: [
      'The operator sees path, password and bodies. For what must not be seen take a tunnel of your own with `--public-url`.',
      'The link from here to a localtunnel server is plain TCP: who is on the way sees them too. That is said once.',
    ],
  },
];

/** `walk`: the table that the story of the stranger has written. */
export function securityPage(walk: string): string {
  return [INTRO, ...THREATS.map(sectionOf), SECRETS, WALKED, walk, DAMAGE].join('\n\n');
}

const INTRO = `<!-- Generated from test/docs/security.ts and test/stories/__tables__/strangers-walk.md. Change those, then: UPDATE_DOCS=1 npm run test:run -- test/docs -->

# Security

\`upgates-dev\` opens a public address on a developer's machine, holds a shop's API key, and shows, keeps and hands on what
strangers write. Below is who may mean harm, what they can try, what stands against it, where that is in the code and which
test holds it; and, just as plainly, what nothing stands against. What is missing please tell the maintainers before you
tell the world.`;

function sectionOf({ who, can, defences, limits }: Threat): string {
  const rows = defences.map(({ tries, against, code, test }) => {
    const [file = '', name] = test.split(': ');
    const shown = name === undefined ? linkTo(file) : `${linkTo(file)}, “${name}”`;
    return `| ${tries} | ${against} | ${linkTo(code)} | ${shown} |`;
  });
  const table = ['| They try | Against it | Where | Test |', '|---|---|---|---|', ...rows].join('\n');
  return `## ${who}\n\n${can}\n\n${table}\n\nLimits:\n\n${limits.map((limit) => `- ${limit}`).join('\n')}`;
}

function linkTo(path: string): string {
  return `[${path.split('/').at(-1) ?? path}](../${path})`;
}

const SECRETS = `## Where a secret may stand

Tests run sessions and commands whose secrets they know, then look for them in everything that was written: output, the
screen, log, history with its log, ledger, exports, reports, edited files, the list of processes
([secret-scan.test.ts](../${SCAN}), [secret-scan-screen.test.ts](../test/stories/secret-scan-screen.test.ts)). Nowhere but here:

| Secret | Stands in | Because |
|---|---|---|
${ALLOWED.map(({ secret, place, because }) => `| ${secret} | ${place} | ${because} |`).join('\n')}`;

const WALKED = `## A stranger's walk

What each door gives to whom, from real programs ([strangers-walk.test.ts](../${WALK})). _Handed on_: reached the handler.
_A page may read it_: the answer allows a page of a browser to see it.`;

const DAMAGE = `## What is damaged

A history that is damaged is put aside under another name when a session starts, whole, and a new one is begun; what is no
database at all, or somebody else's, stays where it is, and the session says so and ends with 3. Rows that cannot be read are
told as damage, never guessed. Of the log beside it, SQLite reads as far as it goes and writes over the rest; where calls stand in that
rest, a copy is kept first. Torn lines of a ledger count as not written. [Millions of cases](../test/fuzz/targets.ts) of spoiled
bytes, texts and files are tried with \`npm run fuzz\`, a few thousand others in each run of the tests; both print their seed.`;
