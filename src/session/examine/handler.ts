/**
 * Does anything listen where the calls are to go? A TCP connection to each handler, and not a byte sent: a POST would be
 * taken for a webhook.
 */
import { Failure } from '../../core/failure.ts';
import type { Millis } from '../../core/instant.ts';
import { withoutUserinfo } from '../../core/masking.ts';
import { knock, type Knocking } from '../../dial/knock.ts';
import { finding, type About, type Examination, type Finding } from './finding.ts';

const CONNECT_DEADLINE: Millis = 3000;

const ABOUT: About = {
  name: 'handler',
  looksAt: 'A TCP connection to each target of `--forward`. Not a byte is sent: a POST would be taken for a webhook.',
  meaning:
    'Failed: nothing listens there. Every call would be answered 502, and Upgates would send it again every five minutes.',
  todo: 'Start your program, or correct the port. Without a handler the check is skipped: calls are only shown.',
};

export const handlerCheck: Examination = {
  checks: [ABOUT],
  deadline: 10_000,
  examine: async ({ settings: { listen } }, signal) => {
    if (listen instanceof Failure) return [skipped('the settings are broken', null)];
    if (listen.targets.length === 0) return [skipped('no handler is configured: calls are only shown', HOW_TO_FORWARD)];
    return Promise.all(listen.targets.map(({ url }) => examineTarget(url, signal)));
  },
};

const HOW_TO_FORWARD = 'Name one with -f 3000/webhooks, or "forward" in the configuration.';

function skipped(got: string, hint: string | null): Finding {
  return finding('handler', 'skipped', { got, hint });
}

async function examineTarget(url: URL, signal: AbortSignal): Promise<Finding> {
  const told = { sent: `TCP connect to ${withoutUserinfo(url.href)}`, expected: 'a connection' };
  const met = await knock(url, { deadline: CONNECT_DEADLINE, signal });
  if (met.kind === 'open') return finding('handler', 'passed', { ...told, got: 'connected' });
  return finding('handler', 'failed', {
    ...told,
    got: wordsFor(met),
    meaning: 'Every call would be answered 502, and Upgates would send it again every five minutes.',
    hint: 'Start your program, or correct its port in --forward.',
  });
}

function wordsFor(met: Exclude<Knocking, { kind: 'open' }>): string {
  return met.kind === 'closed' ? (WORDS[met.by] ?? met.message) : 'no connection in time';
}

const WORDS: Readonly<Record<string, string>> = {
  refused: 'nothing listens there',
  dns: 'the name does not resolve',
};
