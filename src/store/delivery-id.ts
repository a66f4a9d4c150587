/**
 * Names of deliveries: ten letters of base 32, long enough never to meet again, and told apart by their first three or
 * four. Random bytes are had in stock: asking for ten at a time costs as much as asking for ten thousand.
 */
import { randomFillSync } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 10;

const stock = { bytes: Buffer.alloc(LENGTH * 400), used: Infinity };

export function newDeliveryId(): string {
  if (stock.used + LENGTH > stock.bytes.length) {
    randomFillSync(stock.bytes);
    stock.used = 0;
  }
  let id = '';
  for (const byte of stock.bytes.subarray(stock.used, stock.used + LENGTH)) id += LETTERS.charAt(byte & 31);
  stock.used += LENGTH;
  return id;
}
