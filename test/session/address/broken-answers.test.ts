/**
 * What the shop sees of a broken answer at the other end of a tunnel: the shop judges for itself, and our verdict must be
 * its verdict. The table is kept in `__tables__/broken-answers.md` and compared as a whole.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../src/core/record.ts';
import { RULES, type RulesName } from '../../../src/core/rules.ts';
import type { Fault } from '../../../src/faults/fault.ts';
import { readFault } from '../../../src/faults/read-fault.ts';
import type { AttemptReport } from '../../../src/simulate/deliver/report.ts';
import type { ProviderChoice } from '../../../src/tunnel/providers.ts';
import { installStandIn } from '../../support/stand-ins/install.ts';
import { later, playThroughTunnel, RULES_HERE } from './tunnel-play.ts';

const WAYS = ['localtunnel', 'cloudflared', 'none'] as const;
const BREAKS = ['reset', 'empty', 'truncate', 'garbage', 'drip', 'hang'] as const;
const PROFILES: readonly RulesName[] = ['current', 'legacy'];

interface Case {
  readonly way: (typeof WAYS)[number];
  readonly profile: RulesName;
  readonly told: AttemptRecord;
  readonly shop: AttemptReport;
}

/** Each at work on one call, in this order. */
const FAULTS: readonly Fault[] = BREAKS.map((connection) => {
  const reading = readFault(`connection=${connection},times=1,name=${connection}`);
  if (reading.kind === 'broken') throw new Error(reading.message);
  return reading.fault;
});

const cases: Case[] = [];
const endings: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  const plays = WAYS.flatMap((way) => PROFILES.map((profile) => ({ way, profile })));
  cases.push(...(await Promise.all(plays.map(({ way, profile }) => play(way, profile)))).flat());
});

afterAll(async () => {
  for (const end of endings.toReversed()) await end();
});

async function play(way: Case['way'], profile: RulesName): Promise<readonly Case[]> {
  const reports: AttemptReport[] = [];
  const { shop, attempts } = await playThroughTunnel({
    finally: (end) => void endings.push(end),
    rules: { ...RULES[profile], limit: RULES_HERE.limit },
    onShopAttempt: (report) => void reports.push(report),
    plan: { faults: FAULTS, ...(way === 'localtunnel' ? {} : { tunnel: await tunnelOf(way) }) },
  });
  for (const [index] of BREAKS.entries()) {
    shop.emit('Orders.create');
    await vi.waitFor(() => expect([attempts().length, reports.length]).toEqual([index + 1, index + 1]), later);
  }
  return BREAKS.flatMap((_, index) => {
    const [told, seen] = [attempts()[index], reports[index]];
    return told && seen ? [{ way, profile, told, shop: seen }] : [];
  });
}

async function tunnelOf(name: 'cloudflared' | 'none'): Promise<ProviderChoice> {
  const choice = { name, tunnelHost: '', publicUrl: null };
  if (name === 'none') return choice;
  const standIn = await installStandIn(name);
  endings.push(() => standIn.remove());
  return { ...choice, env: standIn.env };
}

/** What becomes of a body that is cut on its way through cloudflared is not known, and said so. */
const isSure = ({ way, told }: Case): boolean => way !== 'cloudflared' || told.fault !== 'truncate';

describe('a broken answer', () => {
  it('means what the shop concludes from it at the far end of the tunnel', () => {
    expect(cases).toHaveLength(WAYS.length * PROFILES.length * BREAKS.length);
    const verdicts = (pick: (one: Case) => unknown): readonly unknown[] =>
      cases.map((one) => [one.way, one.profile, one.told.fault, pick(one)]);
    expect(verdicts(({ told }) => told.verdict)).toEqual(verdicts(({ shop }) => shop.judgement.verdict));
    expect(verdicts(({ told }) => told.sure)).toEqual(verdicts(isSure));
  });

  it('gives the same table every time', async () => {
    const rows = cases.map(({ way, profile, told, shop }) => {
      const answer = told.answer === null || 'status' in told.answer ? '?' : told.answer.connection;
      return row([
        profile,
        way,
        told.fault ?? '',
        answer,
        sawOf(shop),
        told.verdict,
        told.sure ? 'yes' : 'no',
        told.why,
      ]);
    });
    const head = ['profile', 'tunnel', 'fault', 'left us', 'the shop saw', 'verdict', 'sure', 'why'];
    const text = `${[row(head), row(head.map(() => '---')), ...rows].join('\n')}\n`;
    await expect(text).toMatchFileSnapshot('./__tables__/broken-answers.md');
  });
});

function sawOf({ outcome }: AttemptReport): string {
  if (outcome.kind === 'broken') return `broken: ${outcome.by}`;
  return outcome.kind === 'silent' ? 'silence until its limit' : outcome.kind;
}

function row(values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}
