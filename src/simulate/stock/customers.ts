/**
 * Customers: people and now and then a firm. Kept of one: e-mail, code and whether it is active; name, address and
 * phone follow from its id. Codes such as `C00001` (seen).
 */
import type { Random } from '../../core/random.ts';
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { languageOf } from './languages.ts';
import { addressIn, personOf, phoneIn, type Address } from './people.ts';
import { pricelistOf } from './pricelists.ts';
import { complete, listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';

/** So many are there when the shop opens. */
const AT_FIRST = 10;
/** Firms buy at the wholesale list. */
const FIRM = 0.2;

export const CUSTOMERS: Kind = {
  entity: 'Customers',
  idField: 'customer_id',
  drawsOn: ['Languages', 'Pricelists'],
  idAfter: nextNumber,
  opensWith: () => Array.from({ length: AT_FIRST }, (_, index) => ({ customer_id: index + 1 })),
  pin(known, shop) {
    const id = numberOf(known['customer_id']) ?? 0;
    const login = thingOf(known['login']);
    const random = shop.randomOf('Customers', known['customer_id']);
    const person = personOf(textOf(login['email']), random);
    const email = textOf(login['email']) ?? `${person.name}${id}@${person.domain}`;
    const code = known['code'] === undefined ? `C${String(id).padStart(5, '0')}` : known['code'];
    const active = { active_yn: login['active_yn'] ?? true, blocked_yn: login['blocked_yn'] ?? false, email };
    return { ...known, code, login: { ...login, ...active } };
  },
  whole: makeWhole,
  live: (_known, random) =>
    random.chance(0.5)
      ? { newsletter_yn: true, newsletter_accept: 'yes' }
      : { communication: { phone: phoneIn('cs', random) } },
};

function makeWhole(known: Thing, shop: Surroundings): Thing {
  const id = numberOf(known['customer_id']) ?? 0;
  const random = shop.randomOf('Customers', known['customer_id']);
  const person = personOf(textOf(thingOf(known['login'])['email']), random);
  const address = addressIn(person.language, random);
  const phone = phoneIn(person.language, random);
  const isFirm = random.chance(FIRM);
  const language = languageOf(textOf(known['language']) ?? person.language, shop);
  const documented = {
    customer_id: id,
    type: isFirm ? 'company' : 'customer',
    degree: null,
    firstname: person.firstname,
    surname: person.surname,
    nickname: null,
    code: null,
    language: language.id,
    newsletter_yn: false,
    newsletter_accept: 'notset',
    pricelist: pricelistOf(isFirm ? 'Velkoobchod' : null, shop).name,
    base_turnover: 0,
    turnover: '0',
    turnover_currency: language.currency,
    company: firmOf(isFirm, address, random),
    communication: { phone, fax: null, im: null, salutation: null, declension: null },
    login: { active_yn: true, blocked_yn: false, email: null },
    groups: {},
    note: null,
    addresses: { billing: billing(address), postal: [] },
    metas: [],
    creation_time: null,
    last_update_time: null,
    admin_url: `https://${shop.shopName}.admin.example.com/customers/edit/default/${id}`,
  };
  const whole = complete(documented, known);
  return { ...whole, addresses: { ...thingOf(whole['addresses']), postal: postalOf(known) } };
}

function firmOf(isFirm: boolean, { city }: Address, random: Random): Thing | null {
  const number = String(random.int(10_000_000, 99_999_999));
  if (!isFirm) return null;
  return { name: `Vzorek ${city} s.r.o.`, company_number: number, vat_number: `CZ${number}`, vat_payer_yn: true };
}

function billing({ street, city, zip, country }: Address): Thing {
  return { street, city, state: null, zip_code: zip, country_id: country };
}

function postalOf(known: Thing): readonly Thing[] {
  const documented = {
    company_name: null,
    firstname: null,
    surname: null,
    street: null,
    city: null,
    state: null,
    zip_code: null,
    country_id: null,
  };
  return (listOf(thingOf(known['addresses'])['postal']) ?? []).map((address) => complete(documented, address));
}
