/** Price lists: `Výchozí` is 1 (seen), the wholesale one is invented. A list gives its per cent off the default price. */
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { complete, numberOf, textOf, type Thing } from './thing.ts';

export interface Pricelist {
  readonly id: number;
  readonly name: string;
  readonly percent: number;
}

export const DEFAULT_PRICELIST = 1;
export const DEFAULT_NAME = 'Výchozí';

export const PRICELISTS: Kind = {
  entity: 'Pricelists',
  idField: 'id',
  drawsOn: [],
  idAfter: nextNumber,
  opensWith: () => [
    { id: DEFAULT_PRICELIST, name: DEFAULT_NAME, percent: 0 },
    { id: 2, name: 'Velkoobchod', percent: 10 },
  ],
  pin: (known) => known,
  whole(known, shop) {
    const id = numberOf(known['id']) ?? 0;
    const documented = {
      id,
      name: `Ceník ${id}`,
      percent: shop.randomOf('Pricelists', id).int(1, 15),
      // Typed string in the API description; which strings is not said (inferred).
      default_yn: String(id === DEFAULT_PRICELIST),
    };
    return complete(documented, known);
  },
  live: (_known, random) => ({ percent: random.int(1, 20) }),
};

const MOST_PRICELISTS = 5;

export function pricelistsOf(shop: Surroundings): readonly Pricelist[] {
  return shop.oldest('Pricelists', MOST_PRICELISTS).map((known) => readPricelist(known, shop));
}

/** By name or id; the default one when there is none such. */
export function pricelistOf(nameOrId: unknown, shop: Surroundings): Pricelist {
  const lists = pricelistsOf(shop);
  const fallback = { id: DEFAULT_PRICELIST, name: DEFAULT_NAME, percent: 0 };
  return lists.find(({ id, name }) => name === nameOrId || id === nameOrId) ?? lists[0] ?? fallback;
}

function readPricelist(known: Thing, shop: Surroundings): Pricelist {
  const whole = shop.whole('Pricelists', known);
  return {
    id: numberOf(whole['id']) ?? DEFAULT_PRICELIST,
    name: textOf(whole['name']) ?? '',
    percent: numberOf(whole['percent']) ?? 0,
  };
}
