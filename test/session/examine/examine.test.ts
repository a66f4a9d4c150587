import { describe, expect, it } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import { RULES } from '../../../src/core/rules.ts';
import type { LedgerRecord } from '../../../src/register/ledger-record.ts';
import { examine } from '../../../src/session/examine/examine.ts';
import {
  finding,
  type About,
  type Examination,
  type Finding,
  type Patient,
} from '../../../src/session/examine/finding.ts';
import { judgeLedgers } from '../../../src/session/examine/leftovers.ts';
import { examineNode } from '../../../src/session/examine/node-version.ts';
import { judgeTrial } from '../../../src/session/examine/tunnel.ts';
import { readDoctorSettings } from '../../../src/settings/doctor.ts';
import { sources } from '../../settings/sources.ts';

function patient(): Patient {
  return {
    settings: readDoctorSettings(sources()),
    tunnel: null,
    node: '20.19.0',
    version: '0.0.0',
    now: Date.now,
    onCallsLeft: () => undefined,
  };
}

const about = (name: string): About => ({ name, looksAt: '', meaning: '', todo: '' });

const fine: Examination = {
  checks: ['fine'].map(about),
  deadline: 10_000,
  examine: () => Promise.resolve([finding('fine', 'passed', {})]),
};

async function look(...examinations: readonly Examination[]): Promise<readonly Finding[]> {
  const told: Finding[] = [];
  await examine(patient(), (found) => void told.push(found), examinations);
  return told;
}

describe('all checks are made', () => {
  it('also when one takes too long, which is then given up', async () => {
    const signals: AbortSignal[] = [];
    const stuck: Examination = {
      checks: ['one', 'other'].map(about),
      deadline: 20,
      examine: (_, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    };
    expect(await look(stuck, fine)).toMatchObject([
      { name: 'one', status: 'failed', got: 'no result within 0.02 s' },
      { name: 'other', status: 'failed' },
      { name: 'fine', status: 'passed' },
    ]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('also when one fails', async () => {
    const failing: Examination = {
      checks: ['failing'].map(about),
      deadline: 1000,
      examine: () => Promise.reject(trouble('x', 'It broke.', { hint: 'Mend it.' })),
    };
    expect(await look(failing, fine)).toMatchObject([
      { name: 'failing', status: 'failed', got: 'It broke.', hint: 'Mend it.' },
      { name: 'fine', status: 'passed' },
    ]);
  });

  it('and a bug of ours stays one', async () => {
    const buggy: Examination = { ...fine, examine: () => Promise.reject(new TypeError('oops')) };
    await expect(look(fine, buggy)).rejects.toThrow('oops');
  });
});

it.each([
  ['20.19.0', 'passed'],
  ['20.18.9', 'failed'],
  ['18.20.0', 'failed'],
  ['22.1.0', 'passed'],
])('Node %s: %s', (version, status) => {
  expect(examineNode(version)).toMatchObject({ name: 'node', status, got: `Node ${version}` });
});

describe('round trips against the budget', () => {
  const trial = { publicUrl: 'https://q7k3v9aaaabbbbcccc11.loca.lt', isNameGranted: true, lost: 0 };

  it.each([
    [[80, 90, 100, 110, 120], 'passed', 'a handler has 830 ms'],
    [[80, 90, 100, 110, 600], 'warned', 'a handler has 350 ms'],
    [[80, 90, 100, 110, 900], 'failed', 'Every call would be answered 503'],
  ] as const)('%j: %s', (times, status, meaning) => {
    const found = judgeTrial({ ...trial, times }, RULES.current);
    expect(found.status).toBe(status);
    expect(found.meaning).toContain(meaning);
    expect(found.got).toContain(times.join(', '));
    expect(found.got).not.toContain('q7k3v9aaaabbbbcccc11');
  });

  it('warns of lost ones and of another name', () => {
    const times = [80, 80, 80];
    expect(judgeTrial({ ...trial, times, lost: 2 }, RULES.current)).toMatchObject({ status: 'warned' });
    expect(judgeTrial({ ...trial, times, isNameGranted: false }, RULES.current)).toMatchObject({ status: 'warned' });
  });

  it('knows the longer limit of split', () => {
    expect(judgeTrial({ ...trial, times: [900] }, RULES.split)).toMatchObject({ status: 'passed' });
  });
});

describe('ledgers of ended sessions', () => {
  const ledger = (shop: string, ids: readonly (number | null)[]): LedgerRecord => ({
    head: {
      session: '11112222',
      machine: '0a1b2c3d',
      lease: { pid: 1, startedAt: '1', bootId: 'x', pidSpace: null, host: null },
      shop,
      account: 'a',
      at: 0,
    },
    entries: ids.map((id) => ({
      name: `upgates-dev/0a1b2c3d/11112222 Orders.create`,
      event: 'Orders.create',
      shownUrl: '',
      at: 0,
      id,
    })),
  });

  it('say what is left where', () => {
    const found = judgeLedgers([ledger('a.example', [1, 2]), ledger('b.example', [null]), ledger('c.example', [])]);
    expect(found).toMatchObject({
      status: 'warned',
      got: '2 at a.example: Orders.create; 1 at b.example (1 of them not sure): Orders.create',
    });
    expect(found.hint).toContain('webhooks clean');
  });

  it('that are empty say nothing', () => {
    expect(judgeLedgers([ledger('c.example', [])])).toMatchObject({ status: 'passed' });
  });
});
