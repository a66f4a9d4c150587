/**
 * `status=503`: another status in place of the answer's own, with no body and no headers of the handler.
 */
import type { FaultKey } from './key.ts';
import { accepted, refused } from './key.ts';
import type { PlainReply } from './reply.ts';

export const statusKey: FaultKey<number> = {
  words: 'the status to answer with, 200 to 599, without a body',
  example: '503',
  schema: { type: 'integer', minimum: 200, maximum: 599 },
  read(text) {
    const isStatus = /^[2-5]\d\d$/.test(text);
    return isStatus ? accepted(Number(text)) : refused('status takes a number from 200 to 599.');
  },
};

export function withStatus(reply: PlainReply, status: number | null): PlainReply {
  return status === null ? reply : { status, headers: [], body: NOTHING };
}

const NOTHING: Uint8Array = new Uint8Array(0);
