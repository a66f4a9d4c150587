/** What the shop held. Of the things themselves only that they are objects: what is strange in them the stock makes up for. */
import type { ShelfState } from '../stock/shelf.ts';
import type { StockState } from '../stock/stock.ts';
import { fieldsAt, objectAt, type Place } from './reading.ts';

export function readStock(at: Place): StockState {
  const fields = fieldsAt(at);
  return { openedAt: fields.instant('openedAt'), shelves: fields.entries('shelves', readShelf) };
}

function readShelf(at: Place): ShelfState {
  const fields = fieldsAt(at);
  return { things: fields.list('things', objectAt), last: fields.whole('last'), serial: fields.whole('serial') };
}
