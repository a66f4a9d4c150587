/** Labels of products: the three of the system (`action` is 1: seen) and the shop's own. */
import { nextNumber, type Kind } from './kind.ts';
import { described, reviseDescriptions, textIn, type Texts } from './languages.ts';
import { complete, numberOf } from './thing.ts';

interface Sample {
  readonly type: string;
  readonly names: Texts;
  readonly color: string;
}

const SAMPLES: readonly Sample[] = [
  { type: 'action', names: ['Akce', 'Akcia', 'Special offer'], color: '#f9a03b' },
  { type: 'new', names: ['Novinka', 'Novinka', 'New'], color: '#3bb54a' },
  { type: 'sale', names: ['Výprodej', 'Výpredaj', 'Sale'], color: '#d64541' },
  { type: 'custom', names: ['Tip na dárek', 'Tip na darček', 'Gift idea'], color: '#8e44ad' },
];
const OWN: Sample = { type: 'custom', names: ['Štítek', 'Štítok', 'Label'], color: '#34495e' };

export const LABELS: Kind = {
  entity: 'Labels',
  idField: 'label_id',
  drawsOn: ['Languages'],
  idAfter: nextNumber,
  opensWith: () => SAMPLES.map((_sample, index) => ({ label_id: index + 1 })),
  pin: (known) => known,
  whole(known, shop) {
    const id = numberOf(known['label_id']) ?? 0;
    const sample = SAMPLES[id - 1];
    const { type, names, color } = sample ?? OWN;
    const descriptions = described(known['descriptions'], { shop, field: 'language_id' }, ({ id: language }) => ({
      name: sample === undefined ? `${textIn(language, names)} ${id}` : textIn(language, names),
    }));
    return { ...complete({ label_id: id, type, color, descriptions: [] }, known), descriptions };
  },
  revise: reviseDescriptions('language_id'),
  live: (_known, random) => ({ color: random.pick(['#1abc9c', '#e74c3c', '#f1c40f', '#2c3e50']) }),
};
