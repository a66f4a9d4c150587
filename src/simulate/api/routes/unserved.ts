/** The routes of what is documented and not simulated: 501 with a word about it. */
import { refusal, type Reply } from '../reply.ts';
import type { Verb } from '../resource/resource.ts';
import type { Handler, Route } from '../route.ts';
import { UNSERVED } from '../unserved.ts';

export function unservedRoutes(): readonly Route[] {
  return UNSERVED.map(({ path, methods }) => ({
    service: null,
    path: new RegExp(`^/${path.replaceAll('{id}', '[^/]+')}/?$`),
    methods: notSimulated(methods),
  }));
}

export function notSimulated(methods: readonly Verb[]): Partial<Readonly<Record<Verb, Handler>>> {
  return Object.fromEntries(methods.map((method) => [method, answerNotSimulated]));
}

function answerNotSimulated(): Reply {
  return refusal(501, 'Upgates has this; the simulated shop does not');
}
