/**
 * The documented fields of a customer that is written, and how they become the shop's. A password is taken and not
 * kept. Sources: "Vytvoření zákazníků" and "Aktualizace zákazníků" of the API description.
 */
import { listOf, textOf, thingOf, type Thing } from '../../stock/thing.ts';
import { choice, codes, email, flags, floats, ints, list, object, required, texts } from './input.ts';
import type { InputField } from './input.ts';
import { METAS, withMetas } from './metas.ts';
import { CUSTOMER_GROUPS } from './people.ts';

const ADDRESS = [...texts('street', 'city', 'state', 'zip_code'), ...codes('country_id')];
const TYPE = choice('type', 'contact', 'customer', 'company');
const COMMON = [
  ...texts('degree', 'firstname', 'surname', 'nickname', 'code', 'pricelist', 'note'),
  choice('newsletter_accept', 'notset', 'no', 'yes', 'excluded'),
  ...floats('base_turnover'),
  object('company', [...texts('name', 'company_number', 'vat_number'), ...flags('vat_payer_yn')]),
  object('communication', texts('phone', 'fax', 'im', 'salutation', 'declension')),
  // By it a customer is found (documented), in a PUT too.
  required(object('login', [required(email('email')), ...flags('active_yn', 'blocked_yn'), ...texts('password')])),
  list('groups', ints('id')),
  object('addresses', [
    object('billing', ADDRESS),
    list('postal', [...texts('company_name', 'firstname', 'surname'), ...ADDRESS]),
  ]),
  METAS,
];

/** POST. */
export const NEW_CUSTOMER: readonly InputField[] = [required(TYPE), ...codes('language').map(required), ...COMMON];

/** PUT. */
export const CUSTOMER_CHANGES: readonly InputField[] = [TYPE, ...codes('language'), ...COMMON];

/** In the fields that the shop shows: groups by id, and no password. */
export function customerFrom(written: Thing, before: Thing | null): Thing {
  const { login, groups, ...rest } = withMetas(written, before);
  const { password: _password, ...shown } = thingOf(login);
  const accept = textOf(rest['newsletter_accept']);
  return {
    ...rest,
    login: shown,
    ...(accept === null ? {} : { newsletter_yn: accept === 'yes' }),
    ...(Array.isArray(groups) ? { groups: groupsFrom(listOf(groups) ?? []) } : {}),
  };
}

/** Groups that the shop does not have are passed over. */
function groupsFrom(written: readonly Thing[]): Thing {
  const ids = new Set(written.map((one) => textOf(one['id'])));
  const known = CUSTOMER_GROUPS.filter((group) => ids.has(textOf(group['id'])));
  return Object.fromEntries(known.map((group) => [textOf(group['id']), group['name']]));
}
