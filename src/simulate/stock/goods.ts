/**
 * The goods that the shop's products are made of: a word for the code, names, a price in crowns, sizes. Product 37 is
 * the 37th of their combinations with models and colours, so each id has a product of its own that never changes.
 */
import { CLOTHES, HOME, TASTE, TRAVEL } from './categories.ts';
import { textIn, type Texts } from './languages.ts';
import type { VatRate } from './money.ts';

export interface Goods {
  readonly word: string;
  readonly names: Texts;
  readonly category: number;
  readonly crowns: number;
  readonly grams: number;
  readonly sizes: readonly string[];
  readonly vat: VatRate;
}

const SIZES = ['S', 'M', 'L', 'XL'] as const;

function offer(word: string, names: Texts, more: Partial<Goods> & Pick<Goods, 'category' | 'crowns' | 'grams'>): Goods {
  return { word, names, sizes: [], vat: 'usual', ...more };
}

const GOODS: readonly [Goods, ...Goods[]] = [
  offer('TRICKO', ['Tričko', 'Tričko', 'T-shirt'], { category: CLOTHES, crowns: 390, grams: 180, sizes: SIZES }),
  offer('HRNEK', ['Hrnek', 'Hrnček', 'Mug'], { category: HOME, crowns: 249, grams: 350 }),
  offer('KAVA', ['Káva', 'Káva', 'Coffee'], { category: TASTE, crowns: 289, grams: 250, vat: 'lower' }),
  offer('MIKINA', ['Mikina', 'Mikina', 'Hoodie'], { category: CLOTHES, crowns: 990, grams: 520, sizes: SIZES }),
  offer('BATOH', ['Batoh', 'Batoh', 'Backpack'], { category: TRAVEL, crowns: 1490, grams: 900 }),
  offer('CAJ', ['Čaj', 'Čaj', 'Tea'], { category: TASTE, crowns: 159, grams: 100, vat: 'lower' }),
  offer('DEKA', ['Deka', 'Deka', 'Blanket'], { category: HOME, crowns: 790, grams: 1100 }),
  offer('PONOZKY', ['Ponožky', 'Ponožky', 'Socks'], { category: CLOTHES, crowns: 129, grams: 60, sizes: ['M', 'L'] }),
  offer('SVICKA', ['Svíčka', 'Sviečka', 'Candle'], { category: HOME, crowns: 199, grams: 300 }),
  offer('LAHEV', ['Láhev', 'Fľaša', 'Bottle'], { category: TRAVEL, crowns: 449, grams: 280 }),
];
interface Colour {
  readonly word: string;
  readonly names: Texts;
}

const MODELS = ['Lipno', 'Javor', 'Sázava', 'Tatry', 'Morava', 'Poľana', 'Šumava'] as const;
const COLOURS: readonly [Colour, ...Colour[]] = [
  { word: 'MODRA', names: ['modrá', 'modrá', 'blue'] },
  { word: 'CERNA', names: ['černá', 'čierna', 'black'] },
  { word: 'ZELENA', names: ['zelená', 'zelená', 'green'] },
  { word: 'CERVENA', names: ['červená', 'červená', 'red'] },
];

export interface Ware {
  readonly goods: Goods;
  readonly model: string;
  readonly colour: Colour;
  readonly crowns: number;
}

/** Takes steps of several lengths through the lists, so that neighbours differ in everything. */
export function wareOf(id: number): Ware {
  const place = Math.abs(Math.trunc(id));
  const kind = at(GOODS, place);
  const colour = at(COLOURS, Math.floor(place / 3));
  return { goods: kind, model: at(MODELS, place), colour, crowns: kind.crowns + 10 * (place % 7) };
}

function at<T>(items: readonly [T, ...T[]], place: number): T {
  return items[place % items.length] ?? items[0];
}

export function titleOf({ goods, model, colour }: Ware, language: string): string {
  return `${textIn(language, goods.names)} ${model}, ${textIn(language, colour.names)}`;
}
