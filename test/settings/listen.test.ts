import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../src/core/instant.ts';
import { readListenSettings } from '../../src/settings/listen.ts';
import { CREDENTIALS, failureOf, projectWith, sources, type Given } from './sources.ts';

const LOOPBACK = { ...CREDENTIALS, UPGATES_API_URL: 'http://127.0.0.1:8190' };

describe('defaults', () => {
  it('are those of the simulated shop without credentials', () => {
    const settings = readListenSettings(sources());
    expect(settings).toMatchObject({
      command: 'listen',
      shop: { kind: 'simulated', because: 'no-credentials' },
      patterns: [{ pattern: '*' }],
      targets: [],
      headers: [],
      insecure: false,
      handlerTimeout: 10 * MINUTE,
      policy: 'rescue',
      rules: 'current',
      reach: { kind: 'none' },
      port: 0,
      faults: [],
      seed: null,
      pace: { speed: 1, perMinute: 12 },
      pristine: false,
      resume: true,
      readyFile: null,
      maxDeliveries: null,
      duration: null,
      failOn: [],
      output: 'lines',
      json: false,
      color: false,
    });
    expect(settings.notices).toMatchObject([{ code: 'simulated-shop' }]);
  });

  it('are others on a real shop', () => {
    const settings = readListenSettings(sources({ env: CREDENTIALS }));
    expect(settings).toMatchObject({
      shop: { kind: 'real', apiUrl: CREDENTIALS.UPGATES_API_URL, host: 'demoshop.admin.s1.upgates.com' },
      patterns: [{ pattern: 'Orders.*', events: ['Orders.create', 'Orders.update', 'Orders.delete'] }],
      reach: { kind: 'localtunnel', host: null },
      pace: null,
      notices: [],
    });
  });

  it('draw the screen on a terminal', () => {
    expect(readListenSettings(sources({ isTty: true }))).toMatchObject({ output: 'tui', json: false });
  });

  it.each(['dumb', ''])('write lines where TERM is "%s", and say why there is no screen', (name) => {
    const env = { TERM: name };
    expect(readListenSettings(sources({ isTty: true, env })).output).toBe('lines');
    const flags = { output: 'tui' };
    expect(failureOf(() => readListenSettings(sources({ isTty: true, env, flags })))).toMatchObject({
      code: 'no-terminal',
      message: expect.stringContaining('TERM') as unknown,
    });
  });
});

it('reads every option', () => {
  const cwd = projectWith();
  const flags = {
    event: ['orders.create', '*.delete', 'Orders.create'],
    forward: ['Orders.*=3000/webhooks', 'http://user:pass@127.0.0.1:3001/x?a=b'],
    header: ['X-Api-Key: abc: d', 'x-empty:'],
    insecure: true as const,
    'handler-timeout': '90s',
    answer: 'ack',
    rules: 'legacy',
    shop: 'simulated',
    tunnel: 'localtunnel',
    'tunnel-host': 'http://127.0.0.1:9999/',
    port: '8080',
    fault: ['status=503', 'slow'],
    seed: 'abc',
    speed: 'max',
    traffic: '300/min',
    pristine: true as const,
    'no-resume': true as const,
    'ready-file': 'out/ready.json',
    'max-deliveries': '5',
    duration: '7d',
    'fail-on': ['repeats', 'timed-out'],
    json: true as const,
    verbose: true as const,
  };
  const settings = readListenSettings(sources({ flags, cwd }));
  expect(settings).toMatchObject({
    patterns: [{ pattern: 'Orders.create' }, { pattern: '*.delete' }],
    headers: [
      ['X-Api-Key', 'abc: d'],
      ['x-empty', ''],
    ],
    insecure: true,
    handlerTimeout: 90_000,
    policy: 'ack',
    rules: 'legacy',
    shop: { kind: 'simulated', because: 'asked' },
    reach: { kind: 'localtunnel', host: 'http://127.0.0.1:9999' },
    port: 8080,
    faults: [{ label: 'status=503' }, { label: 'slow' }],
    seed: 'abc',
    pace: { speed: 'max', perMinute: 300 },
    pristine: true,
    resume: false,
    readyFile: join(cwd, 'out', 'ready.json'),
    maxDeliveries: 5,
    duration: 7 * DAY,
    failOn: ['repeats', 'timed-out'],
    output: 'json',
    json: true,
    verbose: true,
    notices: [],
  });
  expect(settings.targets.map(({ pattern, url }) => [pattern, url.href])).toEqual([
    ['Orders.*', 'http://localhost:3000/webhooks'],
    ['*', 'http://user:pass@127.0.0.1:3001/x?a=b'],
  ]);
});

it('takes an uncatalogued name of the right form as given', () => {
  const { patterns } = readListenSettings(sources({ flags: { event: 'Coupons.CREATE' } }));
  expect(patterns).toMatchObject([{ pattern: 'Coupons.create', isCatalogued: false }]);
});

it('obeys the shop on loopback without a tunnel, and any shop with a public address', () => {
  const reachOf = (given: Given): unknown => readListenSettings(sources(given)).reach;
  expect(reachOf({ env: LOOPBACK, flags: { tunnel: 'none' } })).toEqual({ kind: 'none' });
  expect(reachOf({ env: LOOPBACK })).toEqual({ kind: 'localtunnel', host: null });
  expect(reachOf({ env: LOOPBACK, flags: { tunnel: 'cloudflared' } })).toEqual({ kind: 'cloudflared' });
  expect(reachOf({ flags: { tunnel: 'ngrok' } })).toEqual({ kind: 'ngrok' });
  const publicUrl = { 'public-url': 'https://dev.example.com/' };
  const reach = { kind: 'public-url', url: 'https://dev.example.com' };
  expect(reachOf({ env: CREDENTIALS, flags: publicUrl })).toEqual(reach);
  expect(reachOf({ env: CREDENTIALS, flags: { ...publicUrl, tunnel: 'none' } })).toEqual(reach);
});

it('lets the wish of the higher rank decide on the output', () => {
  const outputOf = (given: Given): string => readListenSettings(sources(given)).output;
  const cwd = projectWith({ 'upgates-dev.config.json': { json: true } });
  expect(outputOf({ cwd })).toBe('json');
  expect(outputOf({ cwd, flags: { output: 'lines' } })).toBe('lines');
  expect(outputOf({ env: { UPGATES_DEV_OUTPUT: 'lines' }, flags: { json: true } })).toBe('json');
  expect(outputOf({ flags: { json: true, output: 'json' } })).toBe('json');
});

/** Everything that is found wrong before the first action: what is given, the code, what the sentence must say. */
const WRONG: readonly (readonly [Given, string, string])[] = [
  [{ flags: { event: 'Ordres.creat' } }, 'unknown-event', '--event is "Ordres.creat"'],
  [{ flags: { event: 'Foo.*' } }, 'unknown-event', 'Upgates has no such event'],
  [{ flags: { event: [] } }, 'unknown-event', 'names no event'],
  [{ flags: { forward: '' } }, 'forward-target', 'no target'],
  [{ flags: { forward: 'ftp://x' } }, 'forward-target', 'no target'],
  [{ flags: { forward: '99999' } }, 'forward-target', 'no target'],
  [{ flags: { forward: '0' } }, 'forward-target', 'no target'],
  [{ flags: { forward: 'Ordres=3000' } }, 'unknown-event', 'the event pattern "Ordres"'],
  [{ flags: { forward: '=3000' } }, 'unknown-event', 'the event pattern ""'],
  [{ flags: { header: 'no colon' } }, 'header', '--header holds something that is no header'],
  [{ flags: { header: 'X: a\r\nY: b' } }, 'header', 'no header'],
  [{ flags: { header: 'Content-Length: 3' } }, 'header', 'names Content-Length'],
  [{ flags: { insecure: true, forward: 'https://example.com' } }, 'insecure-public', 'example.com is neither'],
  [{ flags: { 'handler-timeout': '10' } }, 'option-value', 'must be a time such as'],
  [{ flags: { 'handler-timeout': '0s' } }, 'option-value', 'must be a time such as'],
  [{ flags: { duration: '25d' } }, 'option-value', 'at most 24d'],
  [{ flags: { answer: 'capture' } }, 'option-value', 'mirror, rescue or ack'],
  [{ flags: { rules: 'new' } }, 'option-value', 'current, legacy or split'],
  [{ flags: { shop: 'real' } }, 'option-value', '--shop is "real", but it must be simulated.'],
  [{ flags: { tunnel: 'frp' } }, 'option-value', 'localtunnel, cloudflared, ngrok or none'],
  [{ flags: { 'public-url': 'https://x.example', tunnel: 'localtunnel' } }, 'tunnel-conflict', 'cannot go with it'],
  [{ flags: { 'public-url': 'https://x.example', tunnel: 'ngrok' } }, 'tunnel-conflict', 'cannot go with it'],
  [{ flags: { 'public-url': 'x.example' } }, 'option-value', 'must be an http or https address'],
  [{ flags: { 'public-url': 'https://x.example/path' } }, 'option-value', 'nothing after the host'],
  [{ flags: { 'tunnel-host': 'http://127.0.0.1:1' } }, 'tunnel-conflict', '--tunnel-host has no use'],
  [{ flags: { 'tunnel-host': 'http://x', tunnel: 'cloudflared' } }, 'tunnel-conflict', '--tunnel-host has no use'],
  [{ env: CREDENTIALS, flags: { tunnel: 'none' } }, 'no-way-in', 'cannot reach this machine'],
  [{ env: CREDENTIALS, flags: { speed: '300' } }, 'simulated-only', '--speed is for the simulated shop only'],
  [{ env: LOOPBACK, flags: { traffic: '0' } }, 'simulated-only', '--traffic is for the simulated shop only'],
  [{ env: { ...CREDENTIALS, UPGATES_DEV_SPEED: 'max' } }, 'simulated-only', 'UPGATES_DEV_SPEED is for'],
  [{ flags: { speed: '0' } }, 'option-value', 'a number such as 1 or 300, or max'],
  [{ flags: { speed: 'fast' } }, 'option-value', 'a number such as 1 or 300, or max'],
  [{ flags: { traffic: '5/hour' } }, 'option-value', 'calls a minute'],
  [{ flags: { traffic: '-1' } }, 'option-value', 'calls a minute'],
  [{ flags: { port: '65536' } }, 'option-value', 'from 0 to 65535'],
  [{ flags: { port: '1e3' } }, 'option-value', 'from 0 to 65535'],
  [{ env: { UPGATES_DEV_PORT: 'x' } }, 'option-value', 'UPGATES_DEV_PORT is "x"'],
  [{ env: { UPGATES_DEV_PRISTINE: 'maybe' } }, 'option-value', 'true or false'],
  [{ flags: { 'max-deliveries': '0' } }, 'option-value', 'from 1 to'],
  [{ flags: { 'fail-on': 'delivered' } }, 'option-value', 'repeats or timed-out'],
  [{ flags: { output: 'xml' } }, 'option-value', 'tui, lines or json'],
  [{ flags: { output: 'tui' } }, 'no-terminal', 'needs a terminal'],
  [{ flags: { json: true, output: 'lines' } }, 'output-conflict', '--json and --output lines'],
  [{ env: { UPGATES_DEV_ALLOW_HOST: 'evil.example' } }, 'only-on-command-line', 'UPGATES_DEV_ALLOW_HOST is not obeyed'],
];

describe('exit 2', () => {
  it.each(WRONG)('%j: %s', (given, code, sentence) => {
    const failure = failureOf(() => readListenSettings(sources(given)));
    expect(failure).toMatchObject({ exit: 2, code });
    expect(failure.message).toContain(sentence);
    expect(failure.message).toMatch(/^[^\n]+\.$/);
  });

  it('names the nearest events', () => {
    expect(failureOf(() => readListenSettings(sources({ flags: { event: 'Ordres.creat' } }))).hint).toContain(
      'Orders.create',
    );
  });

  it('repeats neither a password nor a header', () => {
    const told = (flags: Record<string, string>): string => {
      const { message, hint } = failureOf(() => readListenSettings(sources({ flags })));
      return `${message} ${hint ?? ''}`;
    };
    expect(told({ forward: 'http://me:hunter2@bad host/' })).not.toContain('hunter2');
    expect(told({ forward: 'me:hunter2@localhost:99999/' })).not.toContain('hunter2');
    expect(told({ 'public-url': 'https://me:hunter2@x.example' })).not.toContain('hunter2');
    expect(told({ header: 'X-Key hunter2' })).not.toContain('hunter2');
  });

  it('shows what is not printable', () => {
    const { message } = failureOf(() => readListenSettings(sources({ flags: { port: '\u001b[31m8' } })));
    expect(message).toContain('\\x1b[31m8');
  });
});
