import { describe, expect, it } from 'vitest';
import { turnAway } from '../../../src/simulate/api/callers.ts';

describe('who may speak to the simulated shop on its port', () => {
  it.each([
    undefined,
    '127.0.0.1:8190',
    'localhost:8190',
    'localhost',
    '[::1]:8190',
    'shop.localhost',
    'LOCALHOST.',
    'shop:8190',
    'host.docker.internal:8190',
    'mac.local',
    'shop.test',
    '192.168.1.7:8190',
  ])('Host %s: a program of this machine', (host) => {
    expect(turnAway({ host })).toBeNull();
  });

  it.each([
    'evil.example',
    'evil.example:8190',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    'evil.internal.example',
    'a b',
    '',
    '\u001b[2J.example',
  ])('Host %j: a page under a name of its own', (host) => {
    expect(turnAway({ host })).toMatch(/^The simulated shop serves programs of this machine only/);
    // oxlint-disable-next-line no-control-regex
    expect(turnAway({ host })).not.toMatch(/[\u0000-\u001f]/);
  });

  it.each([
    ['https://evil.example', false],
    ['null', false],
    ['file://', false],
    ['https://localhost.evil.example', false],
    ['http://localhost:5173', true],
    ['http://127.0.0.1:3000', true],
  ])('Origin %s: %s', (origin, isLetIn) => {
    expect(turnAway({ host: 'localhost', origin }) === null).toBe(isLetIn);
  });

  it.each([
    ['cross-site', false],
    ['same-site', true],
    ['same-origin', true],
    ['none', true],
  ])('Sec-Fetch-Site %s: %s', (site, isLetIn) => {
    expect(turnAway({ host: 'localhost', 'sec-fetch-site': site }) === null).toBe(isLetIn);
  });
});
