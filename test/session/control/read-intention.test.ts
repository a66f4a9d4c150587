import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import { readIntention } from '../../../src/session/control/read-intention.ts';
import { failureOf } from '../../settings/sources.ts';

const read = (value: unknown) => readIntention(JSON.stringify(value));

describe('an intention from outside', () => {
  it.each([
    [{ kind: 'set-faults', specs: ['slow'] }, {}],
    [{ kind: 'add-fault', spec: 'slow' }, {}],
    [{ kind: 'replace-fault', label: 'mine', spec: 'slow' }, {}],
    [{ kind: 'clear-fault' }, { label: null }],
    [
      { kind: 'ask-record', id: 'kq3v' },
      { subject: null, anew: false },
    ],
    [{ kind: 'set-policy', policy: 'ack' }, {}],
    [{ kind: 'set-speed', speed: 60 }, {}],
    [{ kind: 'set-speed', speed: 'max' }, {}],
    [{ kind: 'set-speed', speed: 'manual' }, {}],
    [{ kind: 'step' }, {}],
    [{ kind: 'advance', by: 300_000 }, {}],
    [{ kind: 'deny', events: ['Orders.*'] }, {}],
    [{ kind: 'allow', events: ['Orders.*'] }, {}],
    [{ kind: 'move', form: 'body' }, { port: null }],
    [{ kind: 'check-gaps' }, { dryRun: false }],
    [
      { kind: 'list-missed', since: '2h' },
      { pages: 1, dryRun: false },
    ],
    [{ kind: 'list-missed' }, { since: null, pages: 1, dryRun: false }],
    [{ kind: 'play-missed', choice: ['9000211'] }, { dryRun: false }],
    [{ kind: 'play-missed', dryRun: true }, { choice: [] }],
    [
      { kind: 'trigger', name: 'Orders.create' },
      { sets: [], records: null, count: 1, retries: 0, to: null },
    ],
    [
      { kind: 'emit', event: 'Orders.create' },
      { records: 1, count: 1 },
    ],
    [
      { kind: 'replay', last: 3 },
      { ids: [], filter: null, sets: [], pace: 'max', to: null },
    ],
    [
      { kind: 'save-fixture', id: 'kq3v' },
      { label: null, mask: false },
    ],
  ])('%j is taken, what is left out has its usual value', (given, usual) => {
    expect(read(given)).toEqual({ ...given, ...usual });
  });

  it.each([
    [{ kind: 'quit' }, '"quit" cannot be asked for here'],
    [{ kind: 'edit', id: 'kq3v', editor: 'rm -rf' }, '"edit" cannot be asked for here'],
    [{ kind: 'constructor' }, '"constructor" cannot be asked for here'],
    [{ kind: '\u001b[2J' }, String.raw`"\x1b[2J" cannot`],
    [{ kind: 7 }, '"kind" must be a text'],
    [{}, '"kind" must be a text'],
    [[], 'one JSON object'],
    [null, 'one JSON object'],
    ['step', 'one JSON object'],
    [{ kind: 'step', now: true }, '"now" is no field'],
    [{ kind: 'step', ['__proto__x']: 1 }, 'is no field'],
    [{ kind: 'set-faults', specs: 'slow' }, '"specs" must be a list of texts'],
    [{ kind: 'set-faults', specs: ['slow', 1] }, '"specs" must be a list of texts'],
    [{ kind: 'set-faults', specs: Array.from({ length: 10_001 }, () => 'x') }, '"specs" must be a list'],
    [{ kind: 'add-fault', spec: 'x'.repeat(10_001) }, '"spec" must be a text'],
    [{ kind: 'replace-fault', label: 'mine' }, '"spec" must be a text'],
    [{ kind: 'ask-record', subject: '9' }, '"id" must be a text'],
    [{ kind: 'ask-record', id: 'kq3v', anew: 1 }, '"anew" must be true or false'],
    [{ kind: 'list-webhooks' }, '"list-webhooks" cannot be asked for here'],
    [{ kind: 'set-policy', policy: 'capture' }, '"policy" must be mirror or rescue or ack'],
    [{ kind: 'set-speed', speed: 'fast' }, '"speed" must be a number or max or manual'],
    [{ kind: 'set-speed' }, '"speed" must be a number or max or manual'],
    [{ kind: 'move' }, '"form" must be body or location or both'],
    [{ kind: 'advance', by: '5m' }, '"by" must be a number'],
    [{ kind: 'list-missed', pages: '2' }, '"pages" must be a number'],
    [{ kind: 'list-missed', since: 5 }, '"since" must be a text or null'],
    [{ kind: 'play-missed', choice: 'all' }, '"choice" must be a list of texts'],
    [{ kind: 'check-gaps', dryRun: 'no' }, '"dryRun" must be true or false'],
    [{ kind: 'trigger', name: 'x', count: '1' }, '"count" must be a number'],
    [{ kind: 'trigger', name: 'x', to: 3000 }, '"to" must be a text or null'],
    [{ kind: 'save-fixture', id: 'x', mask: 1 }, '"mask" must be true or false'],
  ])('%j is refused', (given, sentence) => {
    expect(failureOf(() => read(given))).toMatchObject({ exit: 2, code: 'control-request' });
    expect(failureOf(() => read(given)).message).toContain(sentence);
  });

  it('that is no JSON is refused', () => {
    expect(failureOf(() => readIntention('{"kind":')).message).toContain('no valid JSON');
  });

  it('is a plain refusal or an offered kind, whatever comes', () => {
    const kinds = ['set-faults', 'trigger', 'replay', 'emit', 'quit', 'edit'];
    const object = fc.record({ kind: fc.constantFrom(...kinds), name: fc.jsonValue(), ids: fc.jsonValue() });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), object), (value) => {
        try {
          expect(['quit', 'edit']).not.toContain(read(value).kind);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
      }),
    );
  });
});
