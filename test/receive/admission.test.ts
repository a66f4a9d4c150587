import { describe, expect, it } from 'vitest';
import { admit, type Admitting } from '../../src/receive/admission.ts';

const PATH = '/k3v9q7a2mfx8k3v9q7a2mfx8aa/Orders.create';
const endpoint = { path: PATH, event: 'Orders.create' };
const admitting = (missing: Admitting['missing']): Admitting => ({
  endpoints: new Map([[PATH, endpoint]]),
  credentials: 'Basic dTpw',
  missing,
});

const knock = (change: Partial<Parameters<typeof admit>[0]> = {}): Parameters<typeof admit>[0] => ({
  method: 'POST',
  target: PATH,
  authorization: 'Basic dTpw',
  ...change,
});

describe('admission', () => {
  it('takes a call on its own path with its own credentials', () => {
    expect(admit(knock(), admitting('refuse'))).toEqual({ kind: 'admitted', endpoint, hadCredentials: true });
    expect(admit(knock({ target: `${PATH}?x=1` }), admitting('refuse')).kind).toBe('admitted');
  });

  it.each([
    ['another path', { target: '/other/Orders.create' }],
    ['another event on the same secret', { target: PATH.replace('create', 'delete') }],
    ['a traversal', { target: `/x/..${PATH}` }],
    ['an encoded path', { target: PATH.replace('/k', '/%6b') }],
    ['another method', { method: 'GET' }],
    ['wrong credentials', { authorization: 'Basic dTpx' }],
    ['a longer value', { authorization: 'Basic dTpwdTpw' }],
    ['an empty value', { authorization: '' }],
  ])('treats %s as a stranger', (_, change) => {
    expect(admit(knock(change), admitting('admit'))).toEqual({ kind: 'stranger' });
  });

  it('admits a missing header on a real shop only', () => {
    const missing = knock({ authorization: undefined });
    expect(admit(missing, admitting('admit'))).toEqual({ kind: 'admitted', endpoint, hadCredentials: false });
    expect(admit(missing, admitting('refuse'))).toEqual({ kind: 'stranger' });
  });
});
