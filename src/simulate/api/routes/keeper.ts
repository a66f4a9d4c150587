/**
 * `GET config` and `GET owner`: how the shop is set up and who keeps it, always the same. `languages` and `pricelists` of
 * `config` are "out of date, will be removed" (documented): objects by id (inferred, their content is not described).
 */
import { ok } from '../reply.ts';
import type { Route } from '../route.ts';
import type { Stock } from '../../stock/stock.ts';
import { textOf, type Thing } from '../../stock/thing.ts';

export function configRoute(stock: Stock): Route {
  return {
    service: 'config',
    path: /^\/config\/?$/,
    methods: {
      GET: () =>
        ok({
          config: { prices_with_vat_yn: true, vat_payer_yn: true, oss_yn: false, limit_orders: '0' },
          languages: byField(stock.all('Languages'), 'language_id'),
          pricelists: byField(stock.all('Pricelists'), 'id'),
        }),
    },
  };
}

function byField(things: readonly Thing[], field: string): Thing {
  return Object.fromEntries(things.map((thing) => [textOf(thing[field]) ?? '', thing]));
}

export function ownerRoute(shopName: string): Route {
  return {
    service: 'owner',
    path: /^\/owner\/?$/,
    methods: { GET: () => ok({ owner: [{ ...OWNER, email: `info@${shopName}.example.com` }] }) },
  };
}

/** Nobody: number, account and phone belong to none. */
const OWNER = {
  company: 'Vzorový obchod s.r.o.',
  company_number: '00000000',
  vat_number: 'CZ00000000',
  vat_country_id: 'cz',
  street: 'Vzorová 1',
  city: 'Praha',
  state: '',
  zip: '100 00',
  country_id: 'cz',
  language_id: 'cs',
  email: null,
  phone: '+420000000000',
  firstname: null,
  surname: null,
  bank_account: null,
  bank_symbol: null,
  bank_specific_symbol: null,
  iban: null,
  swift: null,
};
