/**
 * The JSON schema of a file of faults, made from the keys.
 */
import type { JsonSchema } from './key.ts';
import { FAULT_KEYS, KEY_NAMES } from './keys.ts';
import { PRESETS } from './presets.ts';

export function faultSchema(): JsonSchema {
  const list = { type: 'array', items: { $ref: '#/$defs/fault' } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Faults of upgates-dev',
    description: 'Answers to spoil on purpose; the first fault that fits a call is at work.',
    anyOf: [list, { type: 'object', properties: { $schema: { type: 'string' }, faults: list }, required: ['faults'] }],
    $defs: { fault: { anyOf: [specSchema(), objectSchema()] } },
  };
}

function specSchema(): JsonSchema {
  return { type: 'string', minLength: 1, description: 'A preset or key=value,... as after --fault' };
}

function objectSchema(): JsonSchema {
  const properties = KEY_NAMES.map((name): [string, JsonSchema] => {
    const { words, example, schema } = FAULT_KEYS[name];
    return [name, { description: words, examples: [example], ...schema }];
  });
  const preset = { description: 'a fault with a name, whose keys the others override', enum: [...PRESETS.keys()] };
  return { type: 'object', properties: { preset, ...Object.fromEntries(properties) }, additionalProperties: false };
}
