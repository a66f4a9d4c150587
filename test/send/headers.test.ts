import { describe, expect, it } from 'vitest';
import { basicFrom, endToEndHeaders, headersForHandler, pairsOf } from '../../src/send/headers.ts';

describe('headers for the handler', () => {
  it('keeps order, case and repeats of what was received', () => {
    const received = pairsOf(['X-One', '1', 'x-two', 'a', 'X-Two', 'b']);
    expect(endToEndHeaders(received)).toEqual([
      ['X-One', '1'],
      ['x-two', 'a'],
      ['X-Two', 'b'],
    ]);
  });

  it('drops hop-by-hop headers and those that Connection names', () => {
    const received = pairsOf([
      'Connection',
      'close, X-Private',
      'X-Private',
      'no',
      'Transfer-Encoding',
      'chunked',
      'X-Kept',
      'yes',
    ]);
    expect(endToEndHeaders(received)).toEqual([['X-Kept', 'yes']]);
  });

  it("sets the target's host and credentials and never passes ours on", () => {
    const url = new URL('http://jana:tajn%C3%A9@localhost:3000/webhooks');
    const list = headersForHandler({
      received: pairsOf(['Host', 'public.example', 'Authorization', 'Basic b3VyczpvdXJz', 'Content-Length', '2']),
      url,
      bytes: 2,
      added: [['Upgates-Dev-Event', 'Orders.create']],
    });
    expect(list).toEqual([
      ['Host', 'localhost:3000'],
      ['Authorization', `Basic ${Buffer.from('jana:tajné').toString('base64')}`],
      ['Upgates-Dev-Event', 'Orders.create'],
      ['Content-Length', '2'],
    ]);
  });

  it('lets an added header replace a received one', () => {
    const list = headersForHandler({
      received: pairsOf(['user-agent', 'shop']),
      url: new URL('http://localhost/'),
      bytes: 0,
      added: [['User-Agent', 'mine']],
    });
    expect(list.filter(([name]) => name.toLowerCase() === 'user-agent')).toEqual([['User-Agent', 'mine']]);
  });

  it('reads Basic credentials even where the percent signs are broken', () => {
    expect(basicFrom(new URL('http://localhost/'))).toBeNull();
    const url = new URL('http://localhost/');
    url.username = 'a%zz';
    expect(basicFrom(url)).toBe(`Basic ${Buffer.from('a%zz:').toString('base64')}`);
  });
});
