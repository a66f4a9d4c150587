/** Availabilities of products: in stock, on request, not available, and one of the shop's own. */
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { described, reviseDescriptions, textIn, type Texts } from './languages.ts';
import { complete, listOf, numberOf, textOf, type Thing } from './thing.ts';

interface Sample {
  readonly type: string;
  readonly names: Texts;
  readonly color: string;
  readonly days: number | null;
}

export const IN_STOCK = 1;
const SOLD_OUT = 2;
const SAMPLES: readonly Sample[] = [
  { type: 'InStock', names: ['Skladem', 'Skladom', 'In stock'], color: '#27ae60', days: 1 },
  { type: 'NotAvailable', names: ['Není skladem', 'Nie je skladom', 'Not available'], color: '#c0392b', days: null },
  { type: 'OnRequest', names: ['Na dotaz', 'Na dopyt', 'On request'], color: '#f39c12', days: 14 },
  { type: 'Custom', names: ['Do týdne', 'Do týždňa', 'Within a week'], color: '#2980b9', days: 7 },
];
const OWN: Sample = { type: 'Custom', names: ['Dostupnost', 'Dostupnosť', 'Availability'], color: '#7f8c8d', days: 5 };

export const AVAILABILITIES: Kind = {
  entity: 'Availabilities',
  idField: 'id',
  drawsOn: ['Languages'],
  idAfter: nextNumber,
  opensWith: () => SAMPLES.map((_sample, index) => ({ id: index + 1 })),
  pin: (known) => known,
  whole(known, shop) {
    const id = numberOf(known['id']) ?? 0;
    const sample = SAMPLES[id - 1];
    const { type, names, color, days } = sample ?? OWN;
    const documented = {
      id,
      default_yn: id === IN_STOCK,
      type,
      stock_from: type === 'InStock' ? 1 : null,
      dispatch_days: days,
      delivery_days: days === null ? null : days + 2,
      color,
      descriptions: [],
    };
    const describe = ({ id: language }: { readonly id: string }): Thing => ({
      name: sample === undefined ? `${textIn(language, names)} ${id}` : textIn(language, names),
      note: null,
    });
    const descriptions = described(known['descriptions'], { shop, field: 'language' }, describe);
    return { ...complete(documented, known), descriptions };
  },
  revise: reviseDescriptions('language'),
  live: (_known, random) => ({ dispatch_days: random.int(1, 10) }),
};

export interface Availability {
  readonly id: number;
  readonly name: string;
  readonly type: string;
}

/** Null when there is no such availability. Its name is in the shop's first language. */
export function availabilityOf(id: unknown, shop: Surroundings): Availability | null {
  const known = shop.find('Availabilities', id);
  if (known === null) return null;
  const whole = shop.whole('Availabilities', known);
  const [first] = listOf(whole['descriptions']) ?? [];
  return {
    id: numberOf(whole['id']) ?? 0,
    name: textOf(first?.['name']) ?? '',
    type: textOf(whole['type']) ?? 'Custom',
  };
}

/** The three fields of a product or variant: the availability it was given, else what follows from its stock. */
export function shownAvailability(known: Thing, stock: number, shop: Surroundings): Thing {
  const named = known['availability_id'] === undefined ? textOf(known['availability']) : null;
  const byName = named === null ? null : shop.findBy('Availabilities', (one) => isCalled(named, one, shop));
  const id = known['availability_id'] ?? byName?.['id'] ?? (stock > 0 ? IN_STOCK : SOLD_OUT);
  const availability = availabilityOf(id, shop);
  return {
    availability_id: availability?.id ?? null,
    availability: availability?.name ?? null,
    availability_type: availability?.type ?? null,
  };
}

function isCalled(name: string, known: Thing, shop: Surroundings): boolean {
  return (listOf(shop.whole('Availabilities', known)['descriptions']) ?? []).some((one) => one['name'] === name);
}
