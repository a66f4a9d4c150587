/** States of orders. `Přijatá` is 1 and cancelled is 2 (seen); the other ids and colours are invented. */
import { STATUSES } from '../../fixture/samples.ts';
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { described, reviseDescriptions, textIn, type Texts } from './languages.ts';
import { boolOf, complete, listOf, numberOf, textOf, type Thing } from './thing.ts';

interface Look {
  readonly id: number;
  readonly type: string;
  readonly color: string;
}

export const RECEIVED = 1;
export const CANCELLED = 2;
export const SENT = 3;
export const PAYMENT_FAILED = 4;
export const PAID = 5;
export const IN_PROGRESS = 6;
export const READY = 7;

const LOOKS: readonly Look[] = [
  { id: RECEIVED, type: 'Received', color: '#3b97d3' },
  { id: CANCELLED, type: 'Canceled', color: '#c0392b' },
  { id: SENT, type: 'Sent', color: '#27ae60' },
  { id: PAYMENT_FAILED, type: 'PaymentFailed', color: '#e67e22' },
  { id: PAID, type: 'PaymentSuccessful', color: '#2ecc71' },
  { id: IN_PROGRESS, type: 'Custom', color: '#f1c40f' },
  { id: READY, type: 'Custom', color: '#9b59b6' },
];
const OWN: Texts = ['Vlastní stav', 'Vlastný stav', 'Own status'];

export const ORDER_STATUSES: Kind = {
  entity: 'OrderStatuses',
  idField: 'id',
  drawsOn: ['Languages'],
  idAfter: nextNumber,
  opensWith: () => LOOKS.map(({ id }) => ({ id })),
  pin: (known) => known,
  whole(known, shop) {
    const id = numberOf(known['id']) ?? 0;
    const look = LOOKS.find((one) => one.id === id);
    const texts = STATUSES.find((one) => one.id === id)?.texts;
    const name = (language: string): string =>
      texts === undefined ? `${textIn(language, OWN)} ${id}` : textIn(language, texts);
    const documented = {
      id,
      type: look?.type ?? 'Custom',
      color: look?.color ?? '#95a5a6',
      descriptions: [],
      mark_resolved_yn: id === SENT || id === CANCELLED,
      mark_paid_yn: id === PAID,
      last_update_time: null,
      creation_time: null,
    };
    const descriptions = described(known['descriptions'], { shop, field: 'language_id' }, ({ id: language }) => ({
      name: name(language),
    }));
    return { ...complete(documented, known), descriptions };
  },
  revise: reviseDescriptions('language_id'),
  live: (_known, random) => ({ color: random.pick(['#16a085', '#8e44ad', '#d35400', '#2c3e50']) }),
};

export interface OrderStatus {
  readonly id: number;
  readonly name: string;
  readonly marksPaid: boolean;
  readonly marksResolved: boolean;
}

/** A status by its id, or else by its name in any language (documented: both may be written); null when there is none. */
export function findStatus(fields: Thing, language: string, shop: Surroundings): OrderStatus | null {
  const [id, name] = [numberOf(fields['status_id']), textOf(fields['status'])];
  if (id !== null) return readStatus(shop.find('OrderStatuses', id), language, shop);
  if (name === null) return null;
  const isCalled = (known: Thing): boolean =>
    (listOf(shop.whole('OrderStatuses', known)['descriptions']) ?? []).some((one) => one['name'] === name);
  return readStatus(shop.findBy('OrderStatuses', isCalled), language, shop);
}

function readStatus(known: Thing | null, language: string, shop: Surroundings): OrderStatus | null {
  if (known === null) return null;
  const whole = shop.whole('OrderStatuses', known);
  const names = listOf(whole['descriptions']) ?? [];
  const inLanguage = names.find((one) => one['language_id'] === language) ?? names[0];
  return {
    id: numberOf(whole['id']) ?? 0,
    name: textOf(inLanguage?.['name']) ?? '',
    marksPaid: boolOf(whole['mark_paid_yn']) === true,
    marksResolved: boolOf(whole['mark_resolved_yn']) === true,
  };
}
