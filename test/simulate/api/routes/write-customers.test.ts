import { afterEach, describe, expect, it } from 'vitest';
import { createHeard, type Heard } from './heard.ts';

let heard: Heard;
afterEach(async () => await heard.shop.close());

const customer = (email: string, more: object = {}): object => ({
  type: 'customer',
  language: 'cs',
  login: { email, password: 'secret' },
  ...more,
});

describe('customers through the API', () => {
  it('are created in one event, and no password is shown or kept', async () => {
    heard = await createHeard('Customers');
    const { json } = await heard.call('POST /customers', {
      customers: [customer('one@example.com', { groups: [{ id: 2 }, { id: 9 }] }), customer('two@example.com')],
    });
    expect(json.customers).toEqual([
      { email: 'one@example.com', inserted_yn: true, messages: [] },
      { email: 'two@example.com', inserted_yn: true, messages: [] },
    ]);
    expect(heard.events).toEqual([expect.stringMatching(/^Customers\.create \d+ \d+$/)]);
    const shown = (await heard.call('GET /customers?email=one@example.com')).json.customers[0];
    expect(shown).toMatchObject({ groups: { 2: 'Velkoobchod' }, login: { email: 'one@example.com', active_yn: true } });
    expect(JSON.stringify([shown, heard.shop.save()])).not.toContain('"secret"');
  });

  it('must have a type, a known language and an e-mail that is not taken', async () => {
    heard = await createHeard('Customers');
    const { json } = await heard.call('POST /customers', {
      customers: [
        customer('same@example.com'),
        customer('SAME@example.com'),
        { login: { email: 'x' } },
        customer('a@example.com', { language: 'de' }),
        { ...customer('b@example.com'), login: undefined },
      ],
    });
    const outcome = json.customers.map((one: { inserted_yn: boolean; messages: { property: string }[] }) => [
      one.inserted_yn,
      one.messages.map((message) => message.property),
    ]);
    expect(outcome).toEqual([
      [true, []],
      [false, ['email']],
      [false, ['type', 'language', 'email']],
      [false, ['language']],
      [false, ['login']],
    ]);
  });

  it('are changed by e-mail', async () => {
    heard = await createHeard('Customers');
    const known = (await heard.call('GET /customers')).json.customers[3];
    const { json } = await heard.call('PUT /customers', {
      customers: [
        { login: { email: known.login.email, blocked_yn: 1 }, newsletter_accept: 'yes', note: 'VIP' },
        { login: { email: 'nobody@example.com' } },
      ],
    });
    expect(json.customers).toMatchObject([
      { email: known.login.email, updated_yn: true, messages: [] },
      { email: 'nobody@example.com', updated_yn: false, messages: [{ object: 'login', property: 'email' }] },
    ]);
    expect(heard.events).toEqual([`Customers.update ${known.customer_id}`]);
    const shown = (await heard.call(`GET /customers/${known.customer_id}`)).json.customers[0];
    expect(shown).toMatchObject({
      note: 'VIP',
      newsletter_yn: true,
      surname: known.surname,
      login: { active_yn: true, blocked_yn: true },
    });
  });

  it('are deleted by id, ids and e-mail', async () => {
    heard = await createHeard('Customers');
    const known = (await heard.call('GET /customers')).json.customers;
    const email = encodeURIComponent(known[2].login.email);
    const { json } = await heard.call(`DELETE /customers?ids=1;2;99&email=${email}`);
    expect(json.customers).toMatchObject([
      { customer_id: 1, email: known[0].login.email, deleted_yn: true },
      { customer_id: 2, deleted_yn: true },
      { customer_id: 99, email: null, deleted_yn: false },
      { customer_id: 3, deleted_yn: true },
    ]);
    expect(heard.events).toEqual(['Customers.delete 1 2 3']);
  });
});
