/**
 * A shop in which no list is empty and no two things are alike, so that every documented field is to be seen and every
 * parameter can choose: what the shop opens with, and what is written here through its own API.
 */
import { createSimulatedShop, type SimulatedShop } from '../../../../src/simulate/shop.ts';
import { callApi, subscribe } from '../../rest-client.ts';

const metas = [{ key: 'note', value: 'x', values: [{ language: 'cs', value: 'y' }] }];

export async function createRichShop(): Promise<SimulatedShop> {
  let at = Date.UTC(2026, 10, 23, 9, 20);
  const shop = createSimulatedShop({ seed: 'documented', now: () => at });
  await subscribe(shop, 'Orders.create', 'http://127.0.0.1:1/');
  shop.stock.all('Orders');
  at += 3_600_000;
  await write(shop, 'POST /products', { products: [product('RICH-1'), product('RICH-2')] });
  await write(shop, 'PUT /products', { products: [{ code: 'RICH-1', archived_yn: 1, active_yn: false }] });
  await write(shop, 'POST /customers', { customers: [customer] });
  await write(shop, 'POST /orders', { orders: [order] });
  await write(shop, 'PUT /orders', { orders: [{ order_number: numberOf(shop, 1), paid_date: '2026-11-20' }] });
  shop.stock.change('Invoices', String(shop.stock.all('Invoices')[0]?.['invoice_number']), { paid_yn: true });
  shop.stock.add('Invoices', { type: 'creditNote', paid_yn: false, paid_date: null });
  shop.stock.change('Products', 2, { exclude_from_search_yn: true, action_currently_yn: 1, metas: metasShown });
  shop.stock.change('Categories', 3, { active_yn: false, exclude_from_search_yn: true, images, metas: metasShown });
  shop.stock.change('Orders', numberOf(shop, 0), {
    status: null,
    status_id: null,
    attachments: [{ id: '1', name: 'a', url: 'https://files.example.com/a', code: null }],
  });
  shop.stock.change('Shipments', 1, { metas: metasShown });
  shop.stock.change('Payments', 1, { metas: metasShown });
  return shop;
}

function numberOf(shop: SimulatedShop, index: number): string {
  return String(shop.stock.all('Orders')[index]?.['order_number']);
}

async function write(shop: SimulatedShop, line: string, body: unknown): Promise<void> {
  const answer = await callApi(shop, line, { body });
  const text = JSON.stringify(answer.json);
  if (answer.status !== 200 || text.includes('_yn":false,"messages":[{')) throw new Error(`${line}: ${text}`);
}

const metasShown = metas.map((meta) => ({ key: meta.key, type: 'input', value: meta.value, values: meta.values }));
const images = [{ file_id: 1, url: 'https://files.example.com/i.jpg', main_yn: true, list_yn: true, position: 1 }].map(
  (image) => ({ ...image, titles: [{ language: 'cs', title: 'x' }] }),
);

function product(code: string): object {
  const prices = [{ language: 'cs', pricelists: [{ name: '', price_original: 100 }], price_common: 120 }];
  return {
    code,
    descriptions: [{ language: 'cs', title: 'Bohatý výrobek' }],
    prices,
    stock: 0,
    stocks: [{ stock_id: 1, position: 'A1', quantity: 5 }],
    can_add_to_basket_yn: '0',
    metas,
    variants: [{ code: `${code}-S`, metas, stocks: [{ stock_id: 1, position: null, quantity: 5 }] }],
  };
}

const customer = {
  type: 'company',
  language: 'en',
  code: 'RICH',
  company: { name: 'Rich Ltd', company_number: '1', vat_number: 'CZ1', vat_payer_yn: true },
  communication: { phone: '+420 600 000 001' },
  newsletter_accept: 'excluded',
  login: { email: 'rich@example.com', active_yn: false, blocked_yn: true, password: 'secret' },
  groups: [{ id: 1 }],
  addresses: { postal: [{ street: 'Elsewhere 1', city: 'Brno', country_id: 'cz' }] },
  metas,
};

const order = {
  external_order_number: 'EXT-1',
  language_id: 'sk',
  customer: { email: 'rich@example.com', phone: '+421 900 000 002' },
  dimensions: { width: 1, length: 2, height: 3 },
  quantity_discount: { amount: 5, type: 'percent' },
  products: [
    { title: 'Bohatý výrobek', price_per_unit: '100.5', vat: 21, parameters: [{ name: 'Velikost', value: 'S' }] },
  ],
  metas,
};
