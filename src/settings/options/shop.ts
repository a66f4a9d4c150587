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

const EVENT: OptionDefinition = {
  name: 'event',
  short: 'e',
  value: 'event',
  words: 'the event, by its full name such as Orders.create',
  from: 'command-line',
};

const URL_GIVEN: OptionDefinition = {
  name: 'url',
  value: 'url',
  words: 'the address to be called; it may hold credentials',
  from: 'command-line',
};

const NAME: OptionDefinition = {
  name: 'name',
  value: 'text',
  words: 'what the webhook is called at the shop',
  from: 'command-line',
};

const INACTIVE: OptionDefinition = {
  name: 'inactive',
  value: null,
  words: 'the shop does not call it until it is made active',
  from: 'command-line',
};

const ACTIVE: OptionDefinition = { name: 'active', value: null, words: 'the shop calls it', from: 'command-line' };

export const CREATE_OPTIONS: readonly OptionDefinition[] = [EVENT, URL_GIVEN, NAME, INACTIVE, ...SHOP_OPTIONS];

export const UPDATE_OPTIONS: readonly OptionDefinition[] = [EVENT, URL_GIVEN, NAME, ACTIVE, INACTIVE, ...SHOP_OPTIONS];

export const DELETE_OPTIONS: readonly OptionDefinition[] = [
  { name: 'yes', value: null, words: 'do not ask', from: 'command-line' },
  ...SHOP_OPTIONS,
];

/** What decides whether a session would start; all else may stand in the configuration. */
const EXAMINED = ['event', 'forward', 'rules', 'shop', 'tunnel', 'public-url', 'tunnel-host', 'port', 'allow-host'];

export const DOCTOR_OPTIONS: readonly OptionDefinition[] = LISTEN_OPTIONS.filter(({ name }) => EXAMINED.includes(name));
