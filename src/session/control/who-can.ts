/**
 * Who can do what is asked: a session, a simulated shop that runs alone, or both. So that with `simulate` in one terminal
 * and `listen` in another each is asked what only it can do, without being named.
 */
import type { Intention } from '../intention.ts';
import type { DoorFile } from './door-file.ts';

type Able = 'any' | 'session' | 'shop';

const ABLE: Readonly<Record<Intention['kind'], Able>> = {
  quit: 'session',
  'set-faults': 'any',
  'add-fault': 'any',
  'replace-fault': 'any',
  'clear-fault': 'any',
  'set-policy': 'session',
  'set-speed': 'shop',
  step: 'shop',
  advance: 'shop',
  trigger: 'session',
  emit: 'shop',
  deny: 'shop',
  allow: 'shop',
  move: 'shop',
  replay: 'session',
  edit: 'session',
  'save-fixture': 'session',
  'check-gaps': 'session',
  'list-missed': 'session',
  'play-missed': 'session',
  'ask-record': 'session',
  mark: 'session',
  'measure-history': 'session',
  'list-webhooks': 'session',
  'create-webhook': 'session',
  'switch-webhook': 'session',
  'delete-webhook': 'session',
};

/** A session can do what a shop can when the shop is one of ours inside it. Null: the state is asked for. */
export function whoCan(intention: Intention | null): (door: Pick<DoorFile, 'what' | 'shop'>) => boolean {
  const able = intention === null ? 'any' : ABLE[intention.kind];
  return ({ what, shop }) => able === 'any' || what === able || (able === 'shop' && shop === 'simulated');
}
