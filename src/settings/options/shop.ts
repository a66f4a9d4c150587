/**
 * The options of commands that look at a real shop, and of `doctor`.
 */
import type { OptionDefinition } from '../option.ts';
import { ALLOW_HOST, LISTEN_OPTIONS } from './session.ts';

/** For every command that needs a real shop. */
export const SHOP_OPTIONS: readonly OptionDefinition[] = [ALLOW_HOST];

export const CLEAN_OPTIONS: readonly OptionDefinition[] = [
  { name: 'dry-run', value: null, words: 'only say what would be removed', from: 'command-line' },
  ...SHOP_OPTIONS,
];

/** What decides whether a session would start; all else may stand in the configuration. */
const EXAMINED = ['event', 'forward', 'rules', 'shop', 'tunnel', 'public-url', 'tunnel-host', 'port', 'allow-host'];

export const DOCTOR_OPTIONS: readonly OptionDefinition[] = LISTEN_OPTIONS.filter(({ name }) => EXAMINED.includes(name));
