import { describe, expect, it } from 'vitest';
import { isLoopbackHost, isPrivateHost } from '../../src/dial/address.ts';

const LOOPBACK = ['127.0.0.1', '127.255.0.9', '::1', '[::1]', 'localhost', 'LOCALHOST', 'localhost.', 'a.b.localhost'];
const MAPPED = ['::ffff:127.0.0.1', '[::ffff:7f00:1]'];
const PRIVATE = ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.0.1', 'fe80::1', '[fd00::1]'];
const WORLD = ['8.8.8.8', '172.32.0.1', '128.0.0.1', '2001:db8::1', 'example.com', '0.0.0.0', ''];
/** Written to look near. */
const LOOKALIKES = [
  'localhost.example.com',
  '127.0.0.1.example.com',
  'mylocalhost',
  'localhost..',
  '127.1',
  'notlocal',
  '10.0.0.1.nip.io',
];

describe('isLoopbackHost', () => {
  it.each([...LOOPBACK, ...MAPPED])('%s is this machine', (host) => expect(isLoopbackHost(host)).toBe(true));

  it.each([...PRIVATE, ...WORLD, ...LOOKALIKES, 'printer.local'])('%s is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('isPrivateHost', () => {
  it.each([...LOOPBACK, ...MAPPED, ...PRIVATE, 'printer.local', 'Printer.Local.'])('%s is near', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });

  it.each([...WORLD, ...LOOKALIKES])('%s is not', (host) => expect(isPrivateHost(host)).toBe(false));
});
