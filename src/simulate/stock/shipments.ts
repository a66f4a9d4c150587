/** Ways of shipping, each for a country or for all. Ids are texts here and numbers inside orders (as seen and documented). */
import { nextNumber, type Kind } from './kind.ts';
import { described, reviseDescriptions, textIn, type Texts } from './languages.ts';
import { inCurrency } from './money.ts';
import { complete, numberOf, textOf, type Thing } from './thing.ts';

interface Sample {
  readonly code: string;
  readonly type: string;
  readonly names: Texts;
  /** Kinds of its pick-up places; null: it brings the parcel to the door. */
  readonly affiliates: readonly string[] | null;
  readonly crowns: number;
  readonly tracking: string | null;
  /** Languages of the customers who are offered it. */
  readonly for: readonly string[];
}

const SAMPLES: readonly Sample[] = [
  {
    code: 'ZAS',
    type: 'zasilkovna',
    names: ['Zásilkovna', 'Packeta', 'Packeta'],
    affiliates: ['zasilkovna'],
    crowns: 79,
    tracking: 'https://tracking.example.com/zas/',
    for: ['cs', 'sk'],
  },
  {
    code: 'PPL',
    type: 'ppl',
    names: ['PPL na adresu', 'PPL na adresu', 'PPL to the door'],
    affiliates: null,
    crowns: 119,
    tracking: 'https://tracking.example.com/ppl/',
    for: ['cs', 'en'],
  },
  {
    code: 'SP',
    type: 'slovenskaPosta',
    names: ['Slovenská pošta', 'Slovenská pošta', 'Slovak Post'],
    affiliates: ['naPostu', 'balikobox'],
    crowns: 95,
    tracking: 'https://tracking.example.com/sp/',
    for: ['sk'],
  },
  {
    code: 'OO',
    type: 'custom',
    names: ['Osobní odběr', 'Osobný odber', 'Collection in person'],
    affiliates: null,
    crowns: 0,
    tracking: null,
    for: ['cs', 'sk', 'en'],
  },
];
const OWN: Sample = {
  code: '',
  type: 'custom',
  names: ['Doprava', 'Doprava', 'Delivery'],
  affiliates: null,
  crowns: 99,
  tracking: null,
  for: [],
};
/** Orders above it are shipped free, in crowns. */
const FREE_FROM = 1500;

export const SHIPMENTS: Kind = {
  entity: 'Shipments',
  idField: 'id',
  drawsOn: ['Languages'],
  idAfter: (last) => String(nextNumber(last)),
  opensWith: () => SAMPLES.map((_sample, index) => ({ id: String(index + 1) })),
  pin: (known) => known,
  whole(known, shop) {
    const id = textOf(known['id']) ?? '';
    const sample = sampleOf(known);
    const { code, type, affiliates, tracking, names } = sample ?? OWN;
    const documented = {
      id,
      code: sample === null ? `D${id}` : code,
      image_url: null,
      type,
      active_yn: true,
      affiliates,
      tracking_url: tracking,
      internal_note: null,
      descriptions: [],
      metas: [],
    };
    const descriptions = described(known['descriptions'], { shop, field: 'language_id' }, (language) => ({
      name: sample === null ? `${textIn(language.id, names)} ${id}` : textIn(language.id, names),
      description: null,
      price: inCurrency((sample ?? OWN).crowns, language.currency),
      free_from: inCurrency(FREE_FROM, language.currency),
    }));
    return { ...complete(documented, known), descriptions };
  },
  revise: reviseDescriptions('language_id'),
  live: (_known, random) => ({ internal_note: random.pick(['Svoz v 15:00', 'Zvoz o 15:00', 'Collected at 3 pm']) }),
};

export function isForLanguage(shipment: Thing, language: string): boolean {
  return sampleOf(shipment)?.for.some((one) => language.startsWith(one)) ?? true;
}

function sampleOf(known: Thing): Sample | null {
  return SAMPLES[(numberOf(known['id']) ?? 0) - 1] ?? null;
}
