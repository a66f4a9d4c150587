/** `POST`, `PUT` and `DELETE` of customers. A customer is known by the e-mail (documented). */
import { errorMessage, ok, type ErrorMessage, type Reply } from '../reply.ts';
import { CUSTOMER_CHANGES, customerFrom, NEW_CUSTOMER } from '../resource/customer-input.ts';
import { readInput } from '../resource/input.ts';
import { idsIn } from '../resource/query-texts.ts';
import { checked, createTaken, MOST_BYTES, readItems, removeAll, settle, type Deletion } from '../resource/write.ts';
import type { RestCall } from '../route.ts';
import { numberOf, textOf, thingOf, type Thing } from '../../stock/thing.ts';
import type { Goods, Writers } from './writers.ts';

export function customerWriters(goods: Goods): Writers {
  return {
    POST: async (call) => await createCustomers(call, goods),
    PUT: async (call) => await changeCustomers(call, goods),
    DELETE: (call) => removeCustomers(call, goods),
  };
}

function emailOf(customer: Thing): string {
  return (textOf(thingOf(customer['login'])['email']) ?? '').toLowerCase();
}

/** In the kept form. */
function byEmail({ stock }: Goods): ReadonlyMap<string, Thing> {
  return new Map(stock.kept.all('Customers').map((customer) => [emailOf(customer), customer]));
}

function aboutEmail(message: string): ErrorMessage {
  return errorMessage(message, { object: 'login', property: 'email' });
}

async function createCustomers(call: RestCall, goods: Goods): Promise<Reply> {
  const reading = readItems(await call.body(MOST_BYTES), 'customers');
  if (reading.kind === 'refused') return reading.reply;
  const isTaken = createTaken(byEmail(goods).keys());
  const languages = new Set(goods.stock.all('Languages').map((one) => one['language_id']));
  const readings = reading.items.map((item) => readInput(NEW_CUSTOMER, item, 'customers'));
  const customers = checked(readings, (customer) => {
    const language = textOf(customer['language']) ?? '';
    if (!languages.has(language)) {
      return [errorMessage(`The shop has no language ${language}`, { object: 'customers', property: 'language' })];
    }
    const email = emailOf(customer);
    return isTaken(email) ? [aboutEmail(`There is a customer ${email} already`)] : [];
  });
  const settled = settle(customers, (good) =>
    goods.trade.create(
      'Customers',
      good.map((customer) => customerFrom(customer, null)),
    ),
  );
  return ok({
    customers: settled.map(({ fields, thing, messages }) => ({
      email: thingOf(fields['login'])['email'] ?? null,
      inserted_yn: thing !== null,
      messages,
    })),
  });
}

async function changeCustomers(call: RestCall, goods: Goods): Promise<Reply> {
  const reading = readItems(await call.body(MOST_BYTES), 'customers');
  if (reading.kind === 'refused') return reading.reply;
  const known = byEmail(goods);
  const readings = reading.items.map((item) => readInput(CUSTOMER_CHANGES, item, 'customers'));
  const customers = checked(readings, (customer) =>
    known.has(emailOf(customer)) ? [] : [aboutEmail(`There is no customer ${emailOf(customer)}`)],
  );
  const settled = settle(customers, (good) => {
    const changes = good.map((customer) => {
      const id = numberOf(known.get(emailOf(customer))?.['customer_id']) ?? 0;
      return { id, fields: customerFrom(customer, goods.stock.find('Customers', id)) };
    });
    return goods.trade.change('Customers', changes);
  });
  return ok({
    customers: settled.map(({ fields, thing, messages }) => ({
      email: thingOf(fields['login'])['email'] ?? null,
      updated_yn: thing !== null,
      messages,
    })),
  });
}

function removeCustomers({ url, id }: RestCall, goods: Goods): Reply {
  const known = byEmail(goods);
  const byId = idsIn(url.searchParams, ['id', 'ids'], id).map((one): Deletion => {
    const found = /^\d{1,15}$/.test(one) ? goods.stock.find('Customers', Number(one)) : null;
    return deletionOf(found, { customer_id: numberOf(one), email: null }, one);
  });
  const mailed = idsIn(url.searchParams, ['email'], null).map((email) =>
    deletionOf(known.get(email.toLowerCase()) ?? null, { customer_id: null, email }, email),
  );
  return removeAll('customers', [...byId, ...mailed], (things) =>
    goods.trade.remove(
      'Customers',
      things.flatMap((one) => numberOf(one['customer_id']) ?? []),
    ),
  );
}

function deletionOf(found: Thing | null, asked: Thing, name: string): Deletion {
  const names = found === null ? asked : { customer_id: found['customer_id'], email: thingOf(found['login'])['email'] };
  return { found, names, subject: `customer ${name}` };
}
