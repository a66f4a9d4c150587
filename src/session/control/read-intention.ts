/**
 * What may be asked through the control door. In: the text of a request. Out: an intention. Neither the end of the session
 * nor an editor is to be had here: the first is for signals, the second would run a command in the session's terminal.
 */
import { mistake } from '../../core/failure.ts';
import { inQuotes } from '../../core/printable.ts';
import type { Intention } from '../intention.ts';
import type { UpkeepWish } from '../upkeep/wish.ts';
import { readFields, type Fields } from './fields.ts';

type Offered = Exclude<Intention, UpkeepWish | { kind: 'quit' | 'edit' }>;

/** Throws `Failure` (exit 2, `control-request`) with one sentence for anything else. */
export function readIntention(text: string): Offered {
  const fields = readFields(parsed(text));
  const intention = intentionOf(fields.text('kind'), fields);
  fields.refuseOthers();
  return intention;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw mistake('control-request', 'The request is no valid JSON.');
  }
}

type Readers = { readonly [Kind in Offered['kind']]: (fields: Fields) => Extract<Offered, { kind: Kind }> };

const READERS: Readers = {
  'set-faults': (fields) => ({ kind: 'set-faults', specs: fields.texts('specs') }),
  'add-fault': (fields) => ({ kind: 'add-fault', spec: fields.text('spec') }),
  'replace-fault': (fields) => ({
    kind: 'replace-fault',
    label: fields.text('label'),
    spec: fields.text('spec'),
  }),
  'clear-fault': (fields) => ({ kind: 'clear-fault', label: fields.textOrNull('label') }),
  'set-policy': (fields) => ({ kind: 'set-policy', policy: fields.oneOf('policy', ['mirror', 'rescue', 'ack']) }),
  'set-speed': (fields) => ({ kind: 'set-speed', speed: fields.numberOr('speed', ['max', 'manual']) }),
  step: () => ({ kind: 'step' }),
  advance: (fields) => ({ kind: 'advance', by: fields.number('by', 0) }),
  trigger: (fields) => ({
    kind: 'trigger',
    name: fields.text('name'),
    sets: fields.texts('sets'),
    records: fields.numberOrNull('records'),
    count: fields.number('count', 1),
    retries: fields.number('retries', 0),
    to: fields.textOrNull('to'),
  }),
  emit: (fields) => ({
    kind: 'emit',
    event: fields.text('event'),
    records: fields.number('records', 1),
    count: fields.number('count', 1),
  }),
  deny: (fields) => ({ kind: 'deny', events: fields.texts('events') }),
  allow: (fields) => ({ kind: 'allow', events: fields.texts('events') }),
  move: (fields) => ({
    kind: 'move',
    form: fields.oneOf('form', ['body', 'location', 'both']),
    port: fields.numberOrNull('port'),
  }),
  replay: (fields) => ({
    kind: 'replay',
    ids: fields.texts('ids'),
    last: fields.numberOrNull('last'),
    filter: fields.textOrNull('filter'),
    sets: fields.texts('sets'),
    pace: fields.numberOr('pace', ['max', 'original'], 'max'),
    to: fields.textOrNull('to'),
  }),
  'check-gaps': (fields) => ({ kind: 'check-gaps', dryRun: fields.isOn('dryRun') }),
  'list-missed': (fields) => ({
    kind: 'list-missed',
    since: fields.textOrNull('since'),
    pages: fields.number('pages', 1),
    dryRun: fields.isOn('dryRun'),
  }),
  'play-missed': (fields) => ({
    kind: 'play-missed',
    choice: fields.texts('choice'),
    dryRun: fields.isOn('dryRun'),
  }),
  'save-fixture': (fields) => ({
    kind: 'save-fixture',
    id: fields.text('id'),
    label: fields.textOrNull('label'),
    mask: fields.isOn('mask'),
  }),
  'ask-record': (fields) => ({
    kind: 'ask-record',
    id: fields.text('id'),
    subject: fields.textOrNull('subject'),
    anew: fields.isOn('anew'),
  }),
};

function intentionOf(kind: string, fields: Fields): Offered {
  if (isOffered(kind)) return READERS[kind](fields);
  const known = Object.keys(READERS).join(', ');
  throw mistake('control-request', `${inQuotes(kind)} cannot be asked for here.`, `There are: ${known}.`);
}

function isOffered(kind: string): kind is Offered['kind'] {
  return Object.hasOwn(READERS, kind);
}
