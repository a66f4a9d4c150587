/** What a shop's API may say: addresses it names get no credentials that they must not have, records are ours or nothing. */
import fc from 'fast-check';
import { readApiAddress, readMovedAddress, shopOf } from '../../../src/register/api-address.ts';
import * as shapes from '../../../src/register/api-shapes.ts';
import { readCallsSaid, callsLeftAt, readRetryAfter } from '../../../src/register/calls-left.ts';
import { fieldsOf, parseJson } from '../../../src/register/fields.ts';
import { judgeProtoypes } from '../judge.ts';
import { anyJson, anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const ANSWERS = [
  '{"webhook":{"id":7,"name":"x","url":"https://a:b@c/d","event":"Orders.create","active_yn":1,"last_error_call":null}}',
  '{"webhooks":[{"id":"7","deleted":true,"messages":[]},{"id":8,"deleted_yn":0,"messages":[{"message":"no"}]}]}',
  '{"events":[{"name":"Orders.create","allowed_yn":"0"},{"name":"Gifts.create"}]}',
  '{"services":[{"service":"orders","url":"/orders","privilege":"all"}]}',
  '{"messages":[{"object":"x","message":"wrong"}],"message":"top"}',
];

export const API_SHAPES = target({
  name: 'api-shapes',
  words: "any JSON as an answer of the shop's API: records of ours, or nothing",
  ci: 300,
  weight: 10,
  open: () => ({
    cases: fc.oneof(
      spoiled({ from: ANSWERS }),
      anyJson.map((value) => JSON.stringify({ webhooks: value, events: value })),
    ),
    check(text) {
      const value = parseJson(text);
      const one = shapes.readOneWebhook(value);
      const all = [...(one === null ? [] : [one]), ...(shapes.readWebhookList(value) ?? [])];
      for (const { id, name, url } of all) {
        if (!(Number.isSafeInteger(id) && id > 0)) throw new Error(`id ${id}`);
        if (typeof name !== 'string' || typeof url !== 'string') throw new Error('no text');
      }
      for (const { name } of shapes.readEventList(value) ?? [])
        if (name === '') throw new Error('an event without name');
      shapes.readServiceList(value);
      const left = shapes.readNotDeleted(value, [7, 8]) ?? [];
      if (left.some(({ id }) => id !== 7 && id !== 8)) throw new Error('not deleted, but never asked for');
      shapes.readMessages(value);
      fieldsOf(value);
      judgeProtoypes();
    },
  }),
});

const HOSTS = [
  'https://shop.admin.s1.upgates.com/api/v2',
  'https://shop.admin.s24.upgates.com',
  'http://127.0.0.1:8190/api/v2',
  'http://localhost:8190',
  'http://[::1]:8190/',
  'https://evil.example/.upgates.com',
  'https://upgates.com.evil.example/api/v2',
  '//evil.example/api/v2',
  '/api/v2/webhooks',
];
const WORDS = [
  '.upgates.com',
  'upgates.com',
  '@',
  ':',
  '//',
  '\\',
  '#',
  '?',
  '%2e',
  '%00',
  'http:',
  'https:',
  '。',
  '127.1',
];

export const API_ADDRESSES = target({
  name: 'api-addresses',
  words: 'any text as an address of the API or one it moved to: credentials go to upgates.com over TLS or stay here',
  ci: 300,
  weight: 10,
  open: () => ({
    cases: fc.tuple(
      fc.oneof({ weight: 6, arbitrary: spoiled({ from: HOSTS, words: WORDS, longest: 2000 }) }, anyText),
      fc.constantFrom('https://shop.admin.s1.upgates.com/api/v2', 'http://127.0.0.1:8190/api/v2'),
    ),
    check([text, from]) {
      const reading = readApiAddress(text);
      if (reading.kind === 'address') judgeAddress(reading.base, true);
      const moved = readMovedAddress(from, text);
      if (moved !== null) judgeAddress(moved, from.startsWith('http:'));
    },
  }),
});

/** Judged by the text itself, not by what took it apart. */
function judgeAddress(base: string, mayBeLoopback: boolean): void {
  shopOf(base);
  const isUpgates = /^https:\/\/(?:[^/\\?#@:\s]+\.)+upgates\.com(?::\d+)?\/[^?#]*$/.test(base);
  const isLoopback =
    /^https?:\/\/(?:127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]|(?:[^/\\?#@:\s]*\.)?localhost\.?)(?::\d+)?\//.test(
      base,
    );
  if (!isUpgates && !(mayBeLoopback && isLoopback)) throw new Error(`credentials would go to ${base}`);
}

const HEADERS = ['0', '10', '-1', '1e3', '999999999999', 'Mon, 23 Nov 2026 11:00:00 GMT', '3600', '2026-11-23', ' 5 '];

export const API_HEADERS = target({
  name: 'api-headers',
  words: 'any headers on calls left and waiting: believed only within a day',
  ci: 100,
  weight: 5,
  open: () => ({
    cases: fc.dictionary(
      fc.constantFrom(
        'x-rate-limit-hour',
        'x-rate-limit-hour-remaining',
        'x-rate-limit-day-remaining',
        'x-rate-limit-total-remaining',
        'retry-after',
        'date',
      ),
      spoiled({ from: HEADERS, longest: 200 }),
    ),
    check(headers) {
      const now = Date.UTC(2026, 10, 23, 10);
      const header = (name: string): string | undefined => headers[name];
      const left = Object.values(callsLeftAt(now, readCallsSaid(header, now)));
      if (left.some((count) => count !== null && !(Number.isSafeInteger(count) && count >= 0))) {
        throw new Error(`calls left: ${left.join()}`);
      }
      const until = readRetryAfter(header, now);
      if (until !== null && !(until > now && until <= now + 25 * 3_600_000)) throw new Error(`waits until ${until}`);
    },
  }),
});
