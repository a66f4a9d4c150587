import { describe, expect, it } from 'vitest';
import { edgeCode } from '../../src/tunnel/edge-code.ts';

const read = (headers: Record<string, string>, body = ''): string | null => edgeCode(headers, Buffer.from(body));

describe('edgeCode', () => {
  it('reads the code of an edge', () => {
    expect(read({ 'ngrok-error-code': 'ERR_NGROK_3200' })).toBe('ERR_NGROK_3200');
    expect(read({ server: 'cloudflare' }, 'error code: 1033')).toBe('Cloudflare error 1033');
    expect(read({ server: 'cloudflare' }, '<title>Cloudflare Tunnel error</title> Error code 1033')).toBe(
      'Cloudflare error 1033',
    );
  });

  it('takes nobody else for one', () => {
    expect(read({ server: 'nginx' }, 'error code: 1033')).toBeNull();
    expect(read({ 'ngrok-error-code': '\u001b[2J' })).toBeNull();
    expect(read({ server: 'cloudflare' }, 'error code: 502')).toBeNull();
  });
});
