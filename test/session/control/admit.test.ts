import { expect, it } from 'vitest';
import { turnAway } from '../../../src/session/control/admit.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const RIGHT = `Bearer ${TOKEN}`;

it.each(['localhost', 'localhost:3000', '127.0.0.1', '127.1.2.3:80', '[::1]', '[::1]:80', 'x.localhost'])(
  'lets %s in with the token, and not without',
  (host) => {
    expect(turnAway({ host, authorization: RIGHT }, TOKEN)).toBeNull();
    expect(turnAway({ host }, TOKEN)?.status).toBe(401);
  },
);

it.each([
  'example.com',
  'localhost.example.com',
  'localhost@example.com',
  '127.0.0.1.example.com',
  '192.168.0.1',
  '0.0.0.0',
  '',
  'localhost:80:80',
  'localhost/x',
  '[::1',
])('turns the Host %j away, also with the token', (host) => {
  expect(turnAway({ host, authorization: RIGHT }, TOKEN)?.status).toBe(403);
});

it.each([
  '',
  'Bearer',
  'Bearer ',
  TOKEN,
  `Basic ${TOKEN}`,
  `Bearer ${TOKEN}0`,
  `Bearer ${TOKEN.slice(1)}`,
  `Bearer ${TOKEN.toUpperCase()}`,
  `Bearer ${TOKEN} x`,
])('takes %j for no token', (authorization) => {
  expect(turnAway({ host: 'localhost', authorization }, TOKEN)?.status).toBe(401);
});
