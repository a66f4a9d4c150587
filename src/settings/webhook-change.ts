/**
 * The settings of `webhooks create`, `update` and `delete`: what is asked of a real shop in one API call each. Everything
 * is read before anything is sent; an address may hold a password, so it is never repeated in an error.
 */
import { mistake } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readEvents } from './events.ts';
import type { Reader } from './given.ts';
import { readRealShop, type RealShop } from './shop.ts';

interface ChangeSettings extends BaseSettings {
  readonly shop: RealShop;
}

interface Wish {
  readonly event: string;
  readonly url: string;
  readonly name: string;
  readonly active: boolean;
}

export interface CreateSettings extends ChangeSettings {
  readonly webhook: Wish;
}

export interface UpdateSettings extends ChangeSettings {
  readonly change: Partial<Wish> & { readonly id: number };
}

export interface DeleteSettings extends ChangeSettings {
  readonly ids: readonly number[];
  readonly yes: boolean;
  readonly canAsk: boolean;
}

/** Throws `Failure` (exit 2) for what is missing or cannot be meant. */
export function readCreateSettings(sources: Sources): CreateSettings {
  const { reader, variables, base } = gather(sources);
  const shop = readRealShop(reader, variables, 'webhooks create');
  const { event, url, name } = readFields(reader);
  if (event === null) throw missing('create', '--event', 'Orders.create');
  if (url === null) throw missing('create', '--url', 'https://example.com/webhooks');
  if (name === null) throw missing('create', '--name', "'order import'");
  return { ...base, shop, webhook: { event, url, name, active: !reader.isOn('inactive') } };
}

/** Throws `Failure` (exit 2), also when nothing is to be changed. */
export function readUpdateSettings(sources: Sources, operand: string): UpdateSettings {
  const { reader, variables, base } = gather(sources);
  const id = readId(operand);
  const shop = readRealShop(reader, variables, 'webhooks update');
  const { event, url, name } = readFields(reader);
  const active = readActive(reader);
  const given = Object.entries({ event, url, name, active }).filter(([, value]) => value !== null);
  if (given.length > 0) return { ...base, shop, change: { id, ...Object.fromEntries(given) } };
  throw mistake(
    'nothing-to-change',
    'webhooks update changes nothing like this.',
    'Say what: --event, --url, --name, --active or --inactive.',
  );
}

/** Throws `Failure` (exit 2). */
export function readDeleteSettings(sources: Sources, operands: readonly string[]): DeleteSettings {
  const { reader, variables, base } = gather(sources);
  const ids = [...new Set(operands.map(readId))];
  if (ids.length === 0) {
    throw mistake('usage', 'webhooks delete needs the id of a webhook.', 'upgates-dev webhooks list shows them.');
  }
  const shop = readRealShop(reader, variables, 'webhooks delete');
  const { isTty } = sources;
  return { ...base, shop, ids, yes: reader.isOn('yes'), canAsk: isTty.stdin && isTty.stdout && !base.json };
}

interface Fields {
  readonly event: string | null;
  readonly url: string | null;
  readonly name: string | null;
}

function readFields(reader: Reader): Fields {
  const url = reader.text('url');
  const name = reader.text('name');
  return { event: readEvent(reader), url: url && readUrl(url), name: name && readName(name) };
}

/** One event by its full name: the shop ties each webhook to one. */
function readEvent(reader: Reader): string | null {
  const given = reader.given('event');
  if (given === null) return null;
  const [first, ...more] = readEvents(given, '');
  if (first !== undefined && more.length === 0 && !first.isWildcard) return first.pattern;
  throw mistake('unknown-event', 'A webhook is for one event.', 'Name it in full, such as --event Orders.create.');
}

/** Absolute, with scheme and host (documented by Upgates); it may hold credentials. */
function readUrl(text: string): string {
  const isUsable = /^https?:\/\//i.test(text) && URL.canParse(text);
  if (isUsable) return new URL(text).href;
  throw mistake('webhook-url', '--url is no web address.', 'It looks like https://example.com/webhooks.');
}

const LONGEST_NAME = 200;

function readName(text: string): string {
  if (text.length <= LONGEST_NAME) return text;
  throw mistake('webhook-name', `--name is longer than ${LONGEST_NAME} letters.`);
}

function readActive(reader: Reader): boolean | null {
  const [active, inactive] = [reader.isOn('active'), reader.isOn('inactive')];
  if (active && inactive) throw mistake('usage', '--active and --inactive exclude each other.');
  return active || inactive ? active : null;
}

function readId(text: string): number {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (id > 0) return id;
  const hint = 'upgates-dev webhooks list shows the ids.';
  throw mistake('webhook-id', `"${printable(text)}" is no id of a webhook: those are whole numbers.`, hint);
}

function missing(command: string, flag: string, example: string): Error {
  return mistake('usage', `webhooks ${command} needs ${flag}.`, `For example ${flag} ${example}.`);
}
