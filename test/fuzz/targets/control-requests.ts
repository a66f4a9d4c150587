/** What comes through the control door: an intention, or refused with a sentence. */
import fc from 'fast-check';
import { turnAway } from '../../../src/session/control/admit.ts';
import { readIntention } from '../../../src/session/control/read-intention.ts';
import { given, judgeProtoypes } from '../judge.ts';
import { anyJson, anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const REQUESTS = [
  '{"kind":"trigger","name":"Orders.create","sets":["a=1"],"records":null,"count":1,"retries":0,"to":null}',
  '{"kind":"replay","ids":["abc"],"last":null,"filter":"verdict:repeats","sets":[],"pace":"max","to":"3000"}',
  '{"kind":"set-speed","speed":"max"}',
  '{"kind":"save-fixture","id":"abc","label":"x","mask":true}',
  '{"kind":"quit"}',
  '{"kind":"edit","id":"abc","editor":"id"}',
];

export const CONTROL_REQUESTS = target({
  name: 'control-requests',
  words: 'any text asked at the control door: an intention that may be asked there, or refused',
  ci: 200,
  weight: 8,
  open: () => ({
    cases: fc.oneof(
      spoiled({ from: REQUESTS, words: ['"kind":"quit"', '"kind":"edit"', '"editor":"id"', '"__proto__":{}'] }),
      anyJson.map((value) => JSON.stringify(value)),
    ),
    check(text) {
      const intention = given(() => readIntention(text), { exits: [2] });
      const kind: string = intention?.kind ?? '';
      if (kind === 'quit' || kind === 'edit') throw new Error(`${kind} was let in`);
      judgeProtoypes();
    },
  }),
});

const TOKEN = '0123456789abcdef0123456789abcdef';
const HOSTS = [
  'localhost',
  '127.0.0.1:80',
  '[::1]',
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
];

export const CONTROL_CALLERS = target({
  name: 'control-callers',
  words: 'any Host and token at the control door: let in only with the token and from this machine',
  ci: 150,
  weight: 6,
  open: () => ({
    cases: fc.tuple(
      fc.oneof(spoiled({ from: HOSTS, words: ['.', '@', ':', '/', 'localhost', '127.1', '\\'] }), anyText),
      fc.oneof(spoiled({ from: [`Bearer ${TOKEN}`, TOKEN, 'Bearer', `Basic ${TOKEN}`] }), anyText),
    ),
    check([host, authorization]) {
      if (turnAway({ host, authorization }, TOKEN) !== null) return;
      if (!/^bearer +0123456789abcdef0123456789abcdef$/i.test(authorization))
        throw new Error('let in without the token');
      const name = host.replace(/:\d+$/, '').toLowerCase();
      if (!/^(?:(?:[^:/?#@\s]+\.)?localhost\.?|127(?:\.\d{1,3}){3}\.?|\[[0-9a-f:.]+\])$/.test(name)) {
        throw new Error(`let in with the Host ${host}`);
      }
    },
  }),
});
