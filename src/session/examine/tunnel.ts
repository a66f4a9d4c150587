/**
 * Does the tunnel lead here, and how much of the shop's second does the way take? Opened, measured, closed again.
 */
import { budgetFor, isBudgetTooSmall } from '../../core/budget.ts';
import { Failure } from '../../core/failure.ts';
import { maskUrl } from '../../core/masking.ts';
import { RULES, type Rules } from '../../core/rules.ts';
import { tryTunnel, type TunnelTrial } from '../address/try-tunnel.ts';
import { failed, finding, type About, type Examination, type Finding } from './finding.ts';

const SENT = 'five POSTs through the public address, each on a new connection';

const ABOUT: About = {
  name: 'tunnel',
  looksAt:
    'A tunnel is opened as a session would, and five POSTs are sent through the public address, each on a new connection.',
  meaning:
    "Failed: nothing comes back, or the way takes so much of the shop's second that no handler could answer in time. Warned: it takes more than half of it, a round trip was lost, or another name was given than the one asked for.",
  todo: 'Try again; another way with `--tunnel` ([which one when](tunnels.md)), a localtunnel server nearby with `--tunnel-host`, an address of your own with `--public-url`, or `--answer ack`, which does not wait for the handler.',
};

export const tunnelCheck: Examination = {
  checks: [ABOUT],
  // The longest opening, a fresh name that is not known yet, and the round trips.
  deadline: 90_000,
  examine: async ({ settings: { listen }, tunnel: choice, now }, signal) => {
    if (listen instanceof Failure || choice === null) return [skipped('the settings are broken')];
    if (choice.name === 'none') return [skipped('no tunnel is used')];
    try {
      const trial = await tryTunnel({ choice, port: listen.port, now, signal });
      return [judgeTrial(trial, RULES[listen.rules])];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return [failed('tunnel', error, { sent: SENT, meaning: 'The shop could not reach this machine.' })];
    }
  },
};

function skipped(why: string): Finding {
  return finding('tunnel', 'skipped', { got: why });
}

/** Less than this share of the limit left for the handler is worth a word. */
const COMFORTABLE = 0.5;

export function judgeTrial({ publicUrl, times, lost, isNameGranted }: TunnelTrial, rules: Rules): Finding {
  const budget = budgetFor(rules, times);
  const slowest = Math.max(...times);
  const told = {
    sent: SENT,
    expected: `back in less than ${rules.limit * COMFORTABLE} ms, since Upgates waits ${rules.limit} ms in all`,
    got: `${maskUrl(publicUrl).replace(/\/$/, '')}: ${[...times].map((ms) => Math.round(ms)).join(', ')} ms${lost > 0 ? `, ${lost} lost` : ''}`,
  };
  const left = `The slowest took ${Math.round(slowest)} ms, so a handler has ${Math.round(budget)} ms.`;
  if (isBudgetTooSmall(budget)) {
    return finding('tunnel', 'failed', {
      ...told,
      meaning: `${left} Every call would be answered 503.`,
      hint: FARTHER,
    });
  }
  if (lost > 0) return finding('tunnel', 'warned', { ...told, meaning: `${LOST} ${left}`, hint: FARTHER });
  if (budget < rules.limit * COMFORTABLE) return finding('tunnel', 'warned', { ...told, meaning: left, hint: FARTHER });
  if (isNameGranted) return finding('tunnel', 'passed', { ...told, meaning: left });
  return finding('tunnel', 'warned', { ...told, meaning: `Another name was given than the one asked for. ${left}` });
}

const LOST = 'A call that is lost on the way is sent again after five minutes.';
const FARTHER =
  'Use another tunnel (--tunnel), a localtunnel server nearby (--tunnel-host), an address of your own (--public-url), or --answer ack.';
