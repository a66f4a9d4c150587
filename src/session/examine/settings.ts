/**
 * Would a session start with these settings? Which file they come from, which shop, which handler.
 */
import { Failure } from '../../core/failure.ts';
import { withoutUserinfo } from '../../core/masking.ts';
import type { DoctorSettings } from '../../settings/doctor.ts';
import type { ListenSettings } from '../../settings/listen.ts';
import { failed, finding, type About, type Examination, type Finding } from './finding.ts';

const EXPECTED = 'settings that a session can start with';

const ABOUT: About = {
  name: 'settings',
  looksAt: 'Flags, environment, `.env` and `upgates-dev.config.json`, read and checked as `listen` does.',
  meaning:
    "Failed: a session would not start; `doctor` then ends with that mistake's own exit code. Warned: something is set that has no effect, or not the one that was meant.",
  todo: 'The sentence says which setting is wrong and what would be right.',
};

export const settingsCheck: Examination = {
  checks: [ABOUT],
  deadline: 1000,
  examine: ({ settings }) => Promise.resolve([examineSettings(settings)]),
};

export function examineSettings({ listen, configFile }: DoctorSettings): Finding {
  const sent = configFile === null ? 'no configuration file' : `the configuration ${configFile}`;
  if (listen instanceof Failure) {
    return failed('settings', listen, { sent, expected: EXPECTED, meaning: 'A session would not start.' });
  }
  const told = { sent, expected: EXPECTED, got: describe(listen) };
  const warnings = listen.notices.filter(({ level }) => level !== 'info').map(({ text }) => text);
  if (warnings.length === 0) return finding('settings', 'passed', told);
  return finding('settings', 'warned', { ...told, meaning: warnings.join(' ') });
}

function describe({ shop, patterns, targets, reach }: ListenSettings): string {
  const handlers = targets.map(({ url }) => withoutUserinfo(url.href));
  return [
    shop.kind === 'real' ? `shop ${shop.host}` : 'the simulated shop',
    `events ${patterns.map(({ pattern }) => pattern).join(', ')}`,
    handlers.length === 0 ? 'no handler' : `handler ${handlers.join(', ')}`,
    reach.kind === 'none' ? 'no tunnel' : `tunnel ${reach.kind}`,
  ].join(', ');
}
