/** What the handler was asked to do: once where it is enough, at all where we said that we have it. */
import { findingOf, type Check } from '../check.ts';
import type { OwnAttempt } from '../evidence.ts';
import { groupBy } from '../group.ts';
import type { HandlerLine } from '../handler-journal.ts';

const isRight = (status: number | null): boolean => status === 200 || status === 204;

/** Under `rescue`, without faults: a handler that was right too late is not called again. */
export const ONCE: Check = {
  name: 'a handler that was right too late did its work once',
  look({ own, handler }) {
    const took = new Set(handler.filter(({ what }) => what === 'took').map(callOf));
    const plain = own.filter(({ origin, policy, fault }) => origin === 'shop' && policy === 'rescue' && fault === null);
    const late = plain.filter(({ handlerStatus, answerStatus }) => isRight(handlerStatus) && answerStatus === 503);
    const chains = groupBy(plain, chainOf);
    const again = late.flatMap((first) =>
      (chains.get(chainOf(first)) ?? [])
        .filter(({ number, delivery }) => number > first.number && took.has(callOf({ delivery, attempt: number })))
        .map(({ delivery, number }) => `${delivery}.${number} was handed over although .${first.number} had been done`),
    );
    return findingOf(`${late.length} attempts settled late`, again);
  },
};

/** Under `ack` we have told the shop before the handler was asked: it is asked until it is right, by the next session too. */
export const ASKED_IN_THE_END: Check = {
  name: 'what was acknowledged beforehand reached the handler in the end',
  look({ own, handler }) {
    const done = new Set(handler.filter(isDone).map(({ delivery }) => delivery));
    const promised = own.filter(isPromised);
    const undone = promised.filter(({ delivery }) => !done.has(delivery));
    return findingOf(
      `${promised.length} calls answered under ack`,
      undone.map(({ owner, delivery }) => `${owner} ${delivery} was never done`),
    );
  },
};

/** Nothing was spoiled, so the shop was told 204 and the handler is owed. */
function isPromised({ origin, policy, fault, answerStatus }: OwnAttempt): boolean {
  return origin === 'shop' && policy === 'ack' && fault === null && answerStatus === 204;
}

function isDone({ what, status }: HandlerLine): boolean {
  return what === 'did' && isRight(status);
}

function callOf({ delivery, attempt }: Pick<HandlerLine, 'delivery' | 'attempt'>): string {
  return `${delivery}.${attempt}`;
}

function chainOf({ owner, delivery, session }: OwnAttempt): string {
  return `${owner} ${session} ${delivery}`;
}
