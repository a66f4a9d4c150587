/** Where invented people live, by language: real towns, invented streets and numbers, nobody's address. */
import type { Random } from '../../core/random.ts';
import { PEOPLE, type SamplePerson } from '../../fixture/samples.ts';

export interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly country: string;
}

type Town = Pick<Address, 'city' | 'zip'>;

interface Land {
  readonly country: string;
  readonly prefix: string;
  readonly streets: readonly [string, ...string[]];
  readonly towns: readonly [Town, ...Town[]];
}

const LANDS: Readonly<Record<SamplePerson['language'], Land>> = {
  cs: {
    country: 'cz',
    prefix: '+420 7',
    streets: ['Na Vzorku', 'Ukázková', 'K Příkladu', 'Zkušební'],
    towns: [
      { city: 'Beroun', zip: '26601' },
      { city: 'Olomouc', zip: '77900' },
      { city: 'Hradec Králové', zip: '50002' },
      { city: 'Třebíč', zip: '67401' },
    ],
  },
  sk: {
    country: 'sk',
    prefix: '+421 9',
    streets: ['Vzorová', 'Ukážková', 'Pri Príklade', 'Skúšobná'],
    towns: [
      { city: 'Žilina', zip: '01001' },
      { city: 'Trenčín', zip: '91101' },
      { city: 'Banská Bystrica', zip: '97401' },
    ],
  },
  en: {
    country: 'de',
    prefix: '+49 15',
    streets: ['Musterweg', 'Beispielstraße', 'Probegasse'],
    towns: [
      { city: 'Dresden', zip: '01067' },
      { city: 'Regensburg', zip: '93047' },
    ],
  },
};

/** Whoever the e-mail address belongs to, if it is of one of ours. */
export function personOf(email: string | null, random: Random): SamplePerson {
  const drawn = random.pick(PEOPLE);
  return PEOPLE.find(({ name }) => email?.startsWith(name) === true) ?? drawn;
}

export function addressIn(language: SamplePerson['language'], random: Random): Address {
  const { country, streets, towns } = LANDS[language];
  return { street: `${random.pick(streets)} ${random.int(1, 180)}`, ...random.pick(towns), country };
}

export function phoneIn(language: SamplePerson['language'], random: Random): string {
  return `${LANDS[language].prefix}${String(random.int(0, 99_999_999)).padStart(8, '0')}`;
}
