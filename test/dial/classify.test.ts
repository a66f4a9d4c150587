import { describe, expect, it } from 'vitest';
import { classifyError } from '../../src/dial/dial.ts';

function coded(code: string, message = 'boom'): Error {
  return Object.assign(new Error(message), { code });
}

describe('classifyError', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'refused'],
    ['ENETUNREACH', 'refused'],
    ['ETIMEDOUT', 'refused'],
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['HPE_INVALID_CONSTANT', 'malformed'],
    ['HPE_HEADER_OVERFLOW', 'malformed'],
    ['EACCES', 'other'],
  ])('%s is %s', (code, expected) => expect(classifyError(coded(code))).toBe(expected));

  it('looks into the errors of both address families', () => {
    const both = new AggregateError([coded('ESOMETHING'), coded('ECONNREFUSED')]);
    expect(classifyError(both)).toBe('refused');
    expect(classifyError(new AggregateError([]))).toBe('other');
  });

  it('knows the message of a connection closed without an answer', () => {
    expect(classifyError(new Error('socket hang up'))).toBe('reset');
  });

  it.each([[null], ['text'], [new Error('whatever')], [{ code: 'ECONNREFUSED' }]])('%s is other', (error) => {
    expect(classifyError(error)).toBe('other');
  });
});
