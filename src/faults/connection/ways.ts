/**
 * The list of all ways to break a connection; a new one is a file beside this and its name here.
 */
import type { FaultConnection } from '../fault.ts';
import { choiceKey, type FaultKey } from '../key.ts';
import { drip } from './drip.ts';
import { empty } from './empty.ts';
import { garbage } from './garbage.ts';
import { hang } from './hang.ts';
import { reset } from './reset.ts';
import { truncate } from './truncate.ts';
import type { BrokenWay } from './way.ts';

export const WAYS: Readonly<Record<FaultConnection, BrokenWay>> = { reset, empty, truncate, garbage, drip, hang };

const NAMES = Object.keys(WAYS).filter((name): name is FaultConnection => Object.hasOwn(WAYS, name));

export const connectionKey: FaultKey<FaultConnection> = choiceKey({
  key: 'connection',
  choices: NAMES,
  words: 'a broken connection instead of an answer',
});
