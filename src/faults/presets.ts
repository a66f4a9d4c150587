/**
 * Faults with a name of their own; further keys override theirs.
 */
import { MINUTE } from '../core/instant.ts';
import type { FaultSettings } from './fault.ts';

export interface Preset {
  /** The same in the language of `--fault`, for help and documents. */
  readonly spec: string;
  readonly settings: FaultSettings;
  /** What a user sees of it. */
  readonly words: string;
}

export const PRESETS: ReadonlyMap<string, Preset> = new Map<string, Preset>([
  [
    'outage',
    {
      spec: 'phase=before,status=503,for=10m',
      settings: { phase: 'before', status: 503, for: 10 * MINUTE },
      words: 'the handler is down for ten minutes',
    },
  ],
  [
    'slow',
    {
      spec: 'delay=1100-1500',
      settings: { delay: { from: 1100, to: 1500 } },
      words: 'every answer comes after the limit of one second',
    },
  ],
  [
    'flaky',
    {
      spec: 'status=500,probability=0.3',
      settings: { status: 500, probability: 0.3 },
      words: 'three of ten answers are a 500, though the work was done',
    },
  ],
  [
    'duplicate',
    {
      spec: 'status=500,times=1',
      settings: { status: 500, times: 1 },
      words: 'the first event is handled, told as failed, and comes again',
    },
  ],
  [
    'fail-then-recover',
    {
      spec: 'phase=before,status=500,times=3',
      settings: { phase: 'before', status: 500, times: 3 },
      words: 'three calls fail before the handler, then all is well',
    },
  ],
  ['silent', { spec: 'connection=hang', settings: { connection: 'hang' }, words: 'no answer at all' }],
]);
