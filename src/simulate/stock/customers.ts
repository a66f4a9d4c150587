/**
 * Customers: people and now and then a firm. Kept of one: e-mail, code and whether it is active; name, address and
 * phone follow from its id. Codes such as `C00001` (seen).
 */
import type { Random } from '../../core/random.ts';
import type { SamplePerson } from '../../fixture/samples.ts';
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { languageOf } from './languages.ts';
import { addressIn, personOf, phoneIn, type Address } from './people.ts';
import { pricelistOf } from './pricelists.ts';
import { complete, isThing, listOf, numberOf, textOf, thingOf, type Thing } from './thing.ts';

/** So many are there when the shop opens. */
const AT_FIRST = 10;
/** Firms buy at the wholesale list. */
const FIRM = 0.2;
/** Has parcels brought elsewhere. */
const SECOND_ADDRESS = 0.25;
/** Has not confirmed the registration yet. */
const UNCONFIRMED = 0.1;

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
    // Created unconfirmed: neither active nor blocked (documented, changelog of 26 March 2025).
    const isUnconfirmed = login['email'] === undefined && id > AT_FIRST && random.chance(UNCONFIRMED);
    return { ...known, code, login: { active_yn: !isUnconfirmed, blocked_yn: false, ...login, email } };
  },
  whole: makeWhole,
  live(known, random) {
    if (thingOf(known['login'])['active_yn'] === false) return { login: { active_yn: true } };
    const phone = phoneIn('cs', random);
    return random.chance(0.5) ? { newsletter_yn: true, newsletter_accept: 'yes' } : { communication: { phone } };
  },
};

/** All fields of the API description, in its order, as they are where nothing else is known. */
const CUSTOMER: Thing = {
  customer_id: 0,
  type: 'customer',
  degree: null,
  firstname: null,
  surname: null,
  nickname: null,
  code: null,
  language: 'cs',
  newsletter_yn: false,
  newsletter_accept: 'notset',
  pricelist: '',
  base_turnover: 0,
  turnover: '0',
  turnover_currency: 'CZK',
  company: null,
  communication: { phone: null, fax: null, im: null, salutation: null, declension: null },
  login: { active_yn: true, blocked_yn: false, email: '' },
  groups: {},
  note: null,
  addresses: { billing: { street: null, city: null, state: null, zip_code: null, country_id: null }, postal: [] },
  metas: [],
  creation_time: null,
  last_update_time: null,
  admin_url: '',
};

const COMPANY: Thing = { name: null, company_number: null, vat_number: null, vat_payer_yn: false };

function makeWhole(known: Thing, shop: Surroundings): Thing {
  const id = known['customer_id'];
  const { firstname, surname, address, postal, phone, firm, language: spoken } = drawPerson(known, shop);
  const language = languageOf(textOf(known['language']) ?? spoken, shop);
  const usual = {
    ...CUSTOMER,
    firstname,
    surname,
    type: firm === null ? 'customer' : 'company',
    language: language.id,
    pricelist: pricelistOf(firm === null ? null : 'Velkoobchod', shop).name,
    turnover_currency: language.currency,
    company: firm,
    communication: { ...thingOf(CUSTOMER['communication']), phone },
    addresses: { billing: billing(address), postal: postal.map((one) => ({ ...billing(one), firstname, surname })) },
    admin_url: `https://${shop.shopName}.admin.example.com/customers/edit/default/${String(id)}`,
  };
  const whole = complete(usual, known);
  const company = isThing(whole['company']) ? complete(COMPANY, whole['company']) : null;
  return { ...whole, company, addresses: wholeAddresses(thingOf(whole['addresses'])) };
}

interface Drawn extends SamplePerson {
  readonly address: Address;
  readonly phone: string;
  readonly firm: Thing | null;
  readonly postal: readonly Address[];
}

function drawPerson(known: Thing, shop: Surroundings): Drawn {
  const random = shop.randomOf('Customers', known['customer_id']);
  const person = personOf(textOf(thingOf(known['login'])['email']), random);
  const address = addressIn(person.language, random);
  const phone = phoneIn(person.language, random);
  const isFirm = known['type'] === undefined ? random.chance(FIRM) : known['type'] === 'company';
  const firm = isFirm ? firmOf(address, random) : null;
  const postal = random.chance(SECOND_ADDRESS) ? [addressIn(person.language, random)] : [];
  return { ...person, address, phone, firm, postal };
}

function firmOf({ city, country }: Address, random: Random): Thing {
  const number = String(random.int(10_000_000, 99_999_999));
  const vat = `${country.toUpperCase()}${number}`;
  return { name: `Vzorek ${city} s.r.o.`, company_number: number, vat_number: vat, vat_payer_yn: true };
}

function billing({ street, city, zip, country }: Address): Thing {
  return { street, city, state: null, zip_code: zip, country_id: country };
}

const POSTAL: Thing = {
  company_name: null,
  firstname: null,
  surname: null,
  street: null,
  city: null,
  state: null,
  zip_code: null,
  country_id: null,
};

function wholeAddresses(addresses: Thing): Thing {
  return { ...addresses, postal: (listOf(addresses['postal']) ?? []).map((address) => complete(POSTAL, address)) };
}
