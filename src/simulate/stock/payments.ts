/** Ways of paying. `command` is a bank transfer (documented). Ids are texts here and numbers inside orders. */
import { nextNumber, type Kind } from './kind.ts';
import { described, reviseDescriptions, textIn, type Texts } from './languages.ts';
import { inCurrency } from './money.ts';
import { complete, numberOf, textOf, type Thing } from './thing.ts';

interface Sample {
  readonly code: string | null;
  readonly type: string;
  readonly names: Texts;
  readonly crowns: number;
}

const SAMPLES: readonly Sample[] = [
  { code: 'DOB', type: 'cashOnDelivery', names: ['Dobírka', 'Dobierka', 'Cash on delivery'], crowns: 39 },
  { code: 'KARTA', type: 'comgate', names: ['Kartou online', 'Kartou online', 'Card online'], crowns: 0 },
  { code: null, type: 'command', names: ['Bankovní převod', 'Bankový prevod', 'Bank transfer'], crowns: 0 },
];
const OWN: Sample = { code: null, type: 'custom', names: ['Platba', 'Platba', 'Payment'], crowns: 0 };

export const PAYMENTS: Kind = {
  entity: 'Payments',
  idField: 'id',
  drawsOn: ['Languages'],
  idAfter: (last) => String(nextNumber(last)),
  opensWith: () => SAMPLES.map((_sample, index) => ({ id: String(index + 1) })),
  pin: (known) => known,
  whole(known, shop) {
    const id = textOf(known['id']) ?? '';
    const sample = SAMPLES[(numberOf(id) ?? 0) - 1];
    const { code, type, names, crowns } = sample ?? OWN;
    const documented = { id, code, image_url: null, type, active_yn: true, descriptions: [], metas: [] };
    const descriptions = described(known['descriptions'], { shop, field: 'language_id' }, (language): Thing => ({
      name: sample === undefined ? `${textIn(language.id, names)} ${id}` : textIn(language.id, names),
      description: null,
      price: inCurrency(crowns, language.currency),
      price_type: 'fixed',
      free_from: null,
    }));
    return { ...complete(documented, known), descriptions };
  },
  revise: reviseDescriptions('language_id'),
  live: (known) => ({ active_yn: known['active_yn'] === false }),
};
