/**
 * The one reader of all lists. In: a description, the things, the query and the id of the path. Out: the documented
 * answer with its counters, or a refusal that names the parameter. Parameters that are not documented are passed over
 * (inferred). An id in the path chooses like a parameter, so an unknown one gives an empty list (inferred: the
 * description shows detail and list as one endpoint).
 */
import { ok, refusal, type Reply } from '../reply.ts';
import type { Thing } from '../../stock/thing.ts';
import { chooseBy, notOneOf, type Meaning, type Parameter } from './meaning.ts';
import { namesIn } from './names.ts';
import { narrowBy } from './narrow.ts';
import { textsFor } from './query-texts.ts';
import { equals, parameter, type Resource, type Shelves, type View } from './resource.ts';
import { textsAt } from './field-path.ts';

export interface ListCall {
  readonly resource: Resource;
  readonly view: View | null;
  readonly query: URLSearchParams;
  readonly pathId: string | null;
  readonly source: Source;
  readonly shop: Shelves;
}

/**
 * What the list is of. Thousands of things are looked through in the short form in which they are kept; what a page
 * shows, and what only the whole thing can tell, is made whole.
 */
export interface Source {
  readonly kept: readonly Thing[];
  whole(kept: Thing): Thing;
}

export async function readList(call: ListCall): Promise<Reply> {
  const { resource, view, shop } = call;
  const chosen = await choose(call);
  if (chosen.kind === 'refused') return chosen.reply;
  const ordered = inOrder(call, chosen.things);
  if (ordered.kind === 'refused') return ordered.reply;
  const show = (kept: Thing): Thing => {
    const narrowed = narrowBy(
      call.source.whole(kept),
      parametersOf(call),
      (name) => textsFor(call.query, name).at(-1) ?? '',
    );
    return view === null ? narrowed : view.project(narrowed, shop);
  };
  if (resource.paging === null) return ok({ [resource.key]: ordered.things.map(show) });
  const page = pageOf(call.query);
  if (page === null) return refuse('page', 'The parameter page must be a whole number from 1');
  return ok(pageThrough({ resource, page, size: resource.paging.size, things: ordered.things, show }));
}

type Chosen =
  { readonly kind: 'things'; readonly things: readonly Thing[] } | { readonly kind: 'refused'; readonly reply: Reply };

function refuse(name: string, message: string): Reply {
  return refusal(400, message, { object: null, property: name });
}

function parametersOf({ resource, view }: ListCall): readonly Parameter[] {
  return (view ?? resource).parameters;
}

/** Kept fields that are the same in the whole thing. */
const KEPT_FIELDS = new Set(
  namesIn(`order_number invoice_number product_id customer_id category_id label_id id
    code creation_time last_update_time`),
);

async function choose(call: ListCall): Promise<Chosen> {
  let things = call.source.kept;
  for (const [one, texts] of conditionsOf(call)) {
    const choice = chooseBy(one, texts);
    if (choice.kind === 'ill-formed') return { kind: 'refused', reply: refuse(one.name, choice.message) };
    if (choice.kind !== 'keeps') continue;
    const path = pathOf(one.meaning);
    things = await filterInTurns(things, (kept) => choice.isKept(tellingForm(call.source, kept, path)));
  }
  return { kind: 'things', things };
}

/** So many are looked at before others have their turn: a handler's real second must not pass over a long list. */
const IN_A_TURN = 250;

async function filterInTurns(things: readonly Thing[], isKept: (thing: Thing) => boolean): Promise<readonly Thing[]> {
  const left: Thing[] = [];
  for (let from = 0; from < things.length; from += IN_A_TURN) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve));
    left.push(...things.slice(from, from + IN_A_TURN).filter(isKept));
  }
  return left;
}

function pathOf(meaning: Meaning): string {
  return 'path' in meaning ? meaning.path : '';
}

function tellingForm(source: Source, kept: Thing, path: string): Thing {
  return KEPT_FIELDS.has(path) && Object.hasOwn(kept, path) ? kept : source.whole(kept);
}

type Condition = readonly [Parameter, readonly string[]];

/** What the kept form can tell comes first and leaves little to be made whole. */
function conditionsOf(call: ListCall): readonly Condition[] {
  const { query, pathId, resource } = call;
  const given = parametersOf(call).flatMap((one): readonly Condition[] => {
    const texts = textsFor(query, one.name);
    return texts.length === 0 ? [] : [[one, texts]];
  });
  const inPath: readonly Condition[] = pathId === null ? [] : [[parameter('id', equals(resource.idField)), [pathId]]];
  const isCheap = ([{ meaning }]: Condition): boolean => KEPT_FIELDS.has(pathOf(meaning));
  return [...inPath, ...given.filter(isCheap), ...given.filter((condition) => !isCheap(condition))];
}

/** As created unless asked otherwise; a direction alone is that of the time of creation (both inferred). */
function inOrder(call: ListCall, things: readonly Thing[]): Chosen {
  const meanings = parametersOf(call).map((one) => one.meaning);
  const by = meanings.find((one): one is Extract<Meaning, { kind: 'order-by' }> => one.kind === 'order-by');
  const field = textsFor(call.query, 'order_by').at(-1) ?? '';
  const direction = textsFor(call.query, 'order_dir').at(-1) ?? '';
  if (by === undefined || (field === '' && direction === '')) return { kind: 'things', things };
  if (field !== '' && !by.values.includes(field)) return illFormed('order_by', by.values);
  if (!['', 'asc', 'desc'].includes(direction)) return illFormed('order_dir', ['asc', 'desc']);
  const sorted = sortByTime(call.source, things, field === '' ? 'creation_time' : field);
  return { kind: 'things', things: direction === 'desc' ? sorted.toReversed() : sorted };
}

function illFormed(name: string, values: readonly string[]): Chosen {
  return { kind: 'refused', reply: refuse(name, notOneOf(name, values).message) };
}

/** Times are compared as instants: at the end of summer time their texts are not in order. */
function sortByTime(source: Source, things: readonly Thing[], field: string): readonly Thing[] {
  const keyOf = (kept: Thing): number => Date.parse(textsAt(tellingForm(source, kept, field), field)[0] ?? '') || 0;
  return things
    .map((thing) => ({ thing, key: keyOf(thing) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ thing }) => thing);
}

function pageOf(query: URLSearchParams): number | null {
  const text = (textsFor(query, 'page').at(-1) ?? '').trim();
  if (text === '') return 1;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

interface Page {
  readonly resource: Resource;
  readonly page: number;
  readonly size: number;
  readonly things: readonly Thing[];
  readonly show: (thing: Thing) => Thing;
}

/** A page past the last is empty; no things are no pages (both inferred). */
function pageThrough({ resource, page, size, things, show }: Page): object {
  const items = things.slice((page - 1) * size, page * size);
  return {
    current_page: page,
    current_page_items: items.length,
    number_of_pages: Math.ceil(things.length / size),
    number_of_items: things.length,
    [resource.key]: items.map(show),
  };
}
