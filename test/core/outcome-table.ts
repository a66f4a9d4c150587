/**
 * The nine things a handler can do, under the three policies and the three profiles: what left us, what Upgates
 * concludes, what it would have concluded without us, and in which words. The policies are written here as data, after
 * the table of the contract; that the listener follows it is tested on real sockets elsewhere.
 */
import { explain } from '../../src/core/explain.ts';
import { outcomeOfAnswer, outcomeWithoutUs, type Answer, type HandlerOutcome } from '../../src/core/outcome.ts';
import type { PolicyName } from '../../src/core/record.ts';
import { RULES, RULES_NAMES, type Rules, type RulesName, type Verdict } from '../../src/core/rules.ts';
import { judge } from '../../src/core/verdict.ts';

export interface Deed {
  readonly name: string;
  /** What the handler does in the end. */
  readonly settled: HandlerOutcome;
}

export const DEEDS: readonly Deed[] = [
  { name: 'answers 200', settled: { status: 200, ms: 40 } },
  { name: 'answers 204', settled: { status: 204, ms: 40 } },
  { name: 'answers 201', settled: { status: 201, ms: 40 } },
  { name: 'answers 301', settled: { status: 301, ms: 40 } },
  { name: 'answers 500', settled: { status: 500, ms: 40 } },
  { name: 'refuses the connection', settled: { error: 'refused', ms: 2 } },
  { name: 'resets the connection', settled: { error: 'reset', ms: 20 } },
  { name: 'answers 200 after 1.2 s', settled: { status: 200, ms: 1200 } },
  { name: 'stays silent', settled: { error: 'timeout', ms: 600_000 } },
];

export type TablePolicy = Exclude<PolicyName, 'capture'>;
export const POLICIES: readonly TablePolicy[] = ['mirror', 'rescue', 'ack'];

export interface TableRow {
  readonly deed: Deed;
  readonly policy: TablePolicy;
  readonly rules: RulesName;
  readonly handler: HandlerOutcome;
  readonly answer: Answer;
  readonly verdict: Verdict;
  readonly sure: boolean;
  /** Once the handler has settled. */
  readonly withoutUs: Verdict | null;
  readonly why: string;
  readonly hint: string | null;
}

/** On our own loopback port nothing is lost on the way. */
const OWN_SHARE = 50;

export function outcomeTable(): readonly TableRow[] {
  return DEEDS.flatMap((deed) =>
    POLICIES.flatMap((policy) => RULES_NAMES.map((name) => rowOf(deed, policy, RULES[name]))),
  );
}

function rowOf(deed: Deed, policy: TablePolicy, rules: Rules): TableRow {
  const { handler, answer } = ACTS[policy](deed.settled, rules);
  const judgement = judge(outcomeOfAnswer(answer, answer.ms), rules);
  const alone = outcomeWithoutUs(deed.settled);
  const { why, hint } = explain({ judgement, handler, answer, policy, fault: null, rules });
  const { verdict, sure } = judgement;
  const withoutUs = alone === null ? null : judge(alone, rules).verdict;
  return { deed, policy, rules: rules.name, handler, answer, verdict, sure, withoutUs, why, hint };
}

interface Act {
  readonly handler: HandlerOutcome;
  readonly answer: Answer;
}

const ACTS: Readonly<Record<TablePolicy, (settled: HandlerOutcome, rules: Rules) => Act>> = {
  mirror: (settled, { limit }) =>
    settled.ms < limit
      ? { handler: settled, answer: answerInTime(settled) }
      : { handler: { error: 'pending', ms: limit }, answer: { connection: 'hang', ms: limit } },
  rescue: (settled, { limit }) => {
    const budget = limit - OWN_SHARE;
    return settled.ms < budget
      ? { handler: settled, answer: answerInTime(settled) }
      : { handler: { error: 'pending', ms: budget }, answer: { status: 503, ms: budget } };
  },
  ack: () => ({ handler: { error: 'pending', ms: 1 }, answer: { status: 204, ms: 1 } }),
};

function answerInTime(settled: HandlerOutcome): Answer {
  return 'status' in settled ? settled : { status: 502, ms: settled.ms };
}
