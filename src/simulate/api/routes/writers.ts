/** What the routes that write need, and what they are: the handlers of one resource beside its GET. */
import type { Handler } from '../route.ts';
import type { Stock } from '../../stock/stock.ts';
import type { Trade } from '../../trade/trade.ts';

export interface Goods {
  readonly stock: Stock;
  readonly trade: Trade;
}

export interface Writers {
  readonly POST: Handler;
  readonly PUT: Handler;
  readonly DELETE: Handler;
}
