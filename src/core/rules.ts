/**
 * The delivery rules of Upgates as data: three profiles, chosen with `--rules`.
 * `current` is the newest official page ("Webhooks", the seed of this project); `legacy` the older page with its
 * twelve-hour switch-off; `split` a second-hand report of docs.upgates.com (one second to connect, three in all).
 */
import { HOUR, MINUTE, SECOND, type Millis } from './instant.ts';
import type { Standing } from './events.ts';

export type RulesName = 'current' | 'legacy' | 'split';

/** What Upgates concludes from an attempt. `timed-out` counts as delivered and is never repeated. */
export type Verdict = 'delivered' | 'repeats' | 'timed-out';

export interface Rules {
  readonly name: RulesName;
  readonly title: string;
  readonly source: string;
  readonly standing: Standing;
  /** The only right answers. */
  readonly rightStatuses: readonly number[];
  /** Time for the connection alone; null where only the whole exchange counts. */
  readonly connectLimit: Millis | null;
  /** Time for the whole exchange, to the last byte of the answer. */
  readonly limit: Millis;
  /** What a passed limit means, for the connection and for the whole. */
  readonly timeoutMeans: { readonly connect: Verdict; readonly total: Verdict };
  /** From one attempt to the next. */
  readonly interval: Millis;
  /** The webhook is deactivated this long after the first wrong answer since the last right one; null: never. */
  readonly givesUpAfter: Millis | null;
}

const COMMON = { rightStatuses: [200, 204], interval: 5 * MINUTE } as const;

export const RULES: Readonly<Record<RulesName, Rules>> = {
  current: {
    ...COMMON,
    name: 'current',
    title: '1 s in all; a timeout counts as delivered; wrong answers repeat every 5 minutes without end',
    source: 'www.upgates.com/a/webhooks, newest text',
    standing: 'documented',
    connectLimit: null,
    limit: SECOND,
    timeoutMeans: { connect: 'timed-out', total: 'timed-out' },
    givesUpAfter: null,
  },
  legacy: {
    ...COMMON,
    name: 'legacy',
    title: '1 s in all; a timeout is a wrong answer; the webhook is deactivated after 12 hours of wrong answers',
    source: 'www.upgates.cz/a/webhooky, older text',
    standing: 'documented',
    connectLimit: null,
    limit: SECOND,
    timeoutMeans: { connect: 'repeats', total: 'repeats' },
    givesUpAfter: 12 * HOUR,
  },
  split: {
    ...COMMON,
    name: 'split',
    title: '1 s to connect, 3 s in all; a total timeout counts as delivered, a connect timeout repeats',
    source: 'docs.upgates.com/webhooks/intro, second-hand',
    standing: 'inferred',
    connectLimit: SECOND,
    limit: 3 * SECOND,
    timeoutMeans: { connect: 'repeats', total: 'timed-out' },
    givesUpAfter: null,
  },
};

export const RULES_NAMES: readonly RulesName[] = ['current', 'legacy', 'split'];

export function isRulesName(text: string): text is RulesName {
  return Object.hasOwn(RULES, text);
}
