/**
 * The JSON schema of `upgates-dev.config.json`, made from the options.
 */
import { keyOf, type OptionDefinition } from './option.ts';
import { ALL_OPTIONS } from './options/all.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export function configSchema(): JsonSchema {
  const options = [...ALL_OPTIONS.values()].filter((option) => option.from === undefined);
  const properties = options.map((option): [string, JsonSchema] => [keyOf(option), propertyOf(option)]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'upgates-dev.config.json',
    description: 'Settings of upgates-dev for one project. Credentials do not belong here but in .env.',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
}

function propertyOf(option: OptionDefinition): JsonSchema {
  const fallback = option.fallback === undefined ? '' : ` (default: ${option.fallback})`;
  return { description: option.words + fallback, ...valueOf(option) };
}

function valueOf(option: OptionDefinition): JsonSchema {
  if (option.value === null) return { type: 'boolean' };
  const one = option.choices === undefined ? { type: ['string', 'number'] } : { enum: option.choices };
  if (option.many === undefined) return one;
  return { anyOf: [one, { type: 'array', items: one }] };
}
