import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskHost, maskSecrets, maskUrl, withoutUserinfo } from '../../src/core/masking.ts';
import { createRandom } from '../../src/core/random.ts';
import { ALPHABET_NAMES, tokenIn } from './outcomes.ts';

const random = createRandom('masking');

describe.each(ALPHABET_NAMES)('128 bits in %s', (alphabet) => {
  const tokens = Array.from({ length: 3000 }, () => tokenIn(alphabet, () => random.next()));

  it('are masked in a path, in a text, and as a name of a tunnel', () => {
    for (const token of tokens) {
      expect(maskSecrets(`POST /${token}/Orders.create came from a stranger`)).toBe(
        'POST /…/Orders.create came from a stranger',
      );
      expect(maskUrl(`https://shop:${token}@x.loca.lt/${token}/Orders.create?key=${token}`)).toBe(
        'https://x.loca.lt/…/Orders.create?…',
      );
    }
  });

  it('leave six letters of a host to recognise it by', () => {
    for (const token of tokens) expect(maskHost(`${token}.loca.lt`)).toMatch(/^.{4}….{2}\.loca\.lt$/);
  });
});

describe('what is only long stays', () => {
  it.each([
    'OrderStatuses.update of the webhook orders-update-handler-for-accounting',
    'internationalization of documentation',
    '/webhooks/upgates/orders/created',
    '/api/OrderStatusesUpdate and orderStatuses-updateHandler',
    'order 9000211, invoice 2600123, code TRICKO-01-XL',
    '/hooks/order-9000211-paid-by-card-v2',
    'UPGATES_API_LOGIN is not set',
    '2026-11-23T10:15:42+01:00',
    'upgates-dev/9f3c01aa/77be12d0 Orders.create',
    'nejneobhospodařovávatelnější',
  ])('%s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it('words joined in any usual way, and numbers of orders', () => {
    const word = fc.stringMatching(/^[a-z]{2,10}$/);
    const number = fc.integer({ min: 0, max: 999_999_999 }).map(String);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, number), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('-', '_', ' ', '/', '.'),
        (parts, by) => {
          expect(maskSecrets(parts.join(by))).toBe(parts.join(by));
        },
      ),
    );
  });
});

describe('credentials', () => {
  it('are taken out of a header, whatever their length', () => {
    expect(maskSecrets('Authorization: Basic dTpw, Host: x')).toBe('Authorization: Basic …, Host: x');
    expect(maskSecrets('{"authorization":"Bearer abc"}')).toBe('{"authorization":"Bearer …"}');
    expect(maskSecrets('Userinfo becomes Basic authentication')).toBe('Userinfo becomes Basic authentication');
  });

  it('are taken out of an address within a text', () => {
    expect(maskSecrets('cannot reach http://jana:heslo@localhost:3000/x today')).toBe(
      'cannot reach http://…@localhost:3000/x today',
    );
    expect(maskSecrets('write to jana@example.cz about http://localhost/@x')).toBe(
      'write to jana@example.cz about http://localhost/@x',
    );
  });

  it.each([
    ['http://jana:heslo@localhost:3000/webhooks', 'http://localhost:3000/webhooks'],
    ['http://localhost:3000/webhooks?a=b@c', 'http://localhost:3000/webhooks?a=b@c'],
    ['http://jana:heslo@localhost:99999/x', 'http://localhost:99999/x'],
    ['jana:heslo@localhost:3000/webhooks', 'localhost:3000/webhooks'],
    ['jana:he@slo@localhost:3000', 'localhost:3000'],
    ['localhost:3000/@jana', 'localhost:3000/@jana'],
    ['3000', '3000'],
  ])('are taken out of the target %s', (target, shown) => {
    expect(withoutUserinfo(target)).toBe(shown);
  });

  it('are never shown by maskUrl, even in an address that is none', () => {
    for (const url of ['http://jana:heslo@localhost:99999/', 'jana:heslo@localhost:3000', 'http://jana:heslo@x/']) {
      expect(maskUrl(url)).not.toMatch(/heslo|jana/);
    }
  });
});

it('an ordinary address stays readable', () => {
  expect(maskUrl('http://127.0.0.1:8190/api/v2')).toBe('http://127.0.0.1:8190/api/v2');
  expect(maskHost('demoshop.admin.s24.upgates.com')).toBe('demoshop.admin.s24.upgates.com');
});

it('any text at all can be masked, and masking twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      maskUrl(text);
      withoutUserinfo(text);
      expect(maskSecrets(maskSecrets(text))).toBe(maskSecrets(text));
    }),
  );
});
