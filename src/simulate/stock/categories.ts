/** The shop's tree of categories. Codes such as `K00002` (seen); names are invented. */
import { nextNumber, type Kind, type Surroundings } from './kind.ts';
import { described, reviseDescriptions, textIn, type Texts } from './languages.ts';
import { boolOf, complete, listOf, numberOf, textOf, type Thing } from './thing.ts';

interface Sample {
  readonly names: Texts;
  readonly parent: number | null;
  readonly slug: string;
}

export const CLOTHES = 2;
export const HOME = 3;
export const TASTE = 4;
export const TRAVEL = 5;

const SAMPLES: readonly Sample[] = [
  { names: ['Vše', 'Všetko', 'Everything'], parent: null, slug: 'vse' },
  { names: ['Oblečení', 'Oblečenie', 'Clothes'], parent: 1, slug: 'obleceni' },
  { names: ['Domov', 'Domov', 'Home'], parent: 1, slug: 'domov' },
  { names: ['Káva a čaj', 'Káva a čaj', 'Coffee and tea'], parent: 1, slug: 'kava-a-caj' },
  { names: ['Na cesty', 'Na cesty', 'Travel'], parent: 1, slug: 'na-cesty' },
];
const OWN: Texts = ['Kategorie', 'Kategória', 'Category'];

export const CATEGORIES: Kind = {
  entity: 'Categories',
  idField: 'category_id',
  drawsOn: ['Languages', 'Categories'],
  idAfter: nextNumber,
  opensWith: () =>
    SAMPLES.map(({ parent }, index) => ({ category_id: index + 1, ...(parent === null ? {} : { parent_id: parent }) })),
  pin(known, shop) {
    const id = numberOf(known['category_id']) ?? 0;
    const parentCode = textOf(known['parent_code']);
    const parent = parentCode === null ? null : shop.findBy('Categories', (one) => one['code'] === parentCode);
    const code = known['code'] === undefined ? `K${String(id).padStart(5, '0')}` : known['code'];
    const usual = id > SAMPLES.length ? 1 : null;
    return { ...known, code, parent_id: known['parent_id'] ?? parent?.['category_id'] ?? usual };
  },
  whole(known, shop) {
    const id = numberOf(known['category_id']) ?? 0;
    const parent = shop.find('Categories', known['parent_id']);
    const documented = {
      code: null,
      category_id: id,
      parent_code: null,
      parent_id: null,
      position: id,
      active_yn: true,
      type: 'siteWithProducts',
      type_of_items: 'withoutSubcategories',
      target_category_id: null,
      manufacturer: null,
      label: null,
      show_in_menu_yn: true,
      exclude_from_search_yn: false,
      descriptions: [],
      images: [],
      metas: [],
      creation_time: null,
      last_update_time: null,
      admin_url: `https://${shop.shopName}.admin.example.com/categories/edit/default/${id}`,
    };
    const parents = { parent_code: parent?.['code'] ?? null, parent_id: parent?.['category_id'] ?? null };
    return { ...complete(documented, known), ...parents, descriptions: describe(known, id, shop) };
  },
  revise: reviseDescriptions('language'),
  live: (known) => ({ show_in_menu_yn: boolOf(known['show_in_menu_yn']) === false }),
};

function describe(known: Thing, id: number, shop: Surroundings): readonly Thing[] {
  const sample = SAMPLES[id - 1];
  return described(known['descriptions'], { shop, field: 'language' }, ({ id: language, url }) => {
    const name = sample === undefined ? `${textIn(language, OWN)} ${id}` : textIn(language, sample.names);
    const slug = sample?.slug ?? `kategorie-${id}`;
    return { name, name_h1: name, description_text: null, url: `${url}/${slug}`, link_url: null };
  });
}

export interface Category {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
}

/** Null when there is no such category. Its name is in the shop's first language. */
export function categoryOf(id: unknown, shop: Surroundings): Category | null {
  const known = shop.find('Categories', id);
  if (known === null) return null;
  const [first] = listOf(shop.whole('Categories', known)['descriptions']) ?? [];
  return {
    id: numberOf(known['category_id']) ?? 0,
    code: textOf(known['code']),
    name: textOf(first?.['name']) ?? '',
  };
}
