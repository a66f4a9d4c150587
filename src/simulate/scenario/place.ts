/**
 * Where in a scenario's file something stands, so that a complaint can point at it: `sale: steps[3].every: ...`.
 */
import { mistake, type Failure } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';

export interface Place {
  /** A part of what stands here. */
  at(key: string | number): Place;
  /** `Failure` (exit 2, `scenario`) with the place in front of the sentence. */
  refuse(sentence: string, hint?: string | null): Failure;
}

const LONGEST_KEY = 60;

export function placeIn(scenario: string, path = ''): Place {
  return {
    at: (key) => placeIn(scenario, typeof key === 'number' ? `${path}[${key}]` : join(path, key)),
    refuse(sentence, hint = null) {
      const where = [scenario, path].filter((part) => part !== '').map((part) => `${printable(part)}: `);
      return mistake('scenario', `${where.join('')}${sentence}`, hint);
    },
  };
}

function join(path: string, key: string): string {
  const shown = key.slice(0, LONGEST_KEY);
  return path === '' ? shown : `${path}.${shown}`;
}
