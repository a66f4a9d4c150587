/**
 * A plan for a session in tests: everything by default, in a folder of its own, no tunnel.
 */
import { readPattern } from '../../src/core/pattern.ts';
import { RULES } from '../../src/core/rules.ts';
import type { EventPattern, SessionPlan } from '../../src/session/plan.ts';

export function planFor(
  folder: string,
  change: Partial<Omit<SessionPlan, 'events'>> & { readonly events?: readonly string[] } = {},
): SessionPlan {
  const { events = ['*'], ...rest } = change;
  return {
    events: events.map(pattern),
    targets: [],
    headers: [],
    insecure: false,
    handlerTimeout: 5000,
    pristine: false,
    policy: 'rescue',
    resume: true,
    rules: RULES.current,
    shop: { kind: 'simulated', speed: 1, traffic: 0 },
    tunnel: { name: 'none', tunnelHost: '', publicUrl: null },
    port: 0,
    faults: [],
    seed: 'test',
    maxDeliveries: null,
    duration: null,
    failOn: [],
    dataDir: `${folder}/data`,
    fixtures: `${folder}/fixtures`,
    secrets: [],
    stateDir: `${folder}/state`,
    controlFolders: [],
    version: '0.0.0-test',
    notices: [],
    ...rest,
  };
}

function pattern(text: string): EventPattern {
  const reading = readPattern(text);
  if (reading.kind === 'unknown') throw new Error(`no such event: ${text}`);
  return reading;
}
