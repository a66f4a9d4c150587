/**
 * The JSON schema of a scenario's file, made from its fields and steps.
 */
import { AT } from './fields.ts';
import type { Field, JsonSchema } from './field.ts';
import { MOST_STEPS } from './limits.ts';
import { SCENARIO_FIELDS } from './read-scenario.ts';
import { STEP_KINDS, type StepKind } from './step-kinds.ts';

export function scenarioSchema(): JsonSchema {
  const kinds = Object.entries(STEP_KINDS);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A scenario of the simulated Upgates shop',
    description: "What happens in the shop and when, on the shop's clock.",
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      ...propertiesOf(SCENARIO_FIELDS),
      steps: {
        description: 'what happens; need not be in the order of time',
        type: 'array',
        minItems: 1,
        maxItems: MOST_STEPS,
        items: { anyOf: kinds.map(([name]) => ({ $ref: `#/$defs/${name}` })) },
      },
    },
    required: [...namesNeeded(SCENARIO_FIELDS), 'steps'],
    additionalProperties: false,
    $defs: Object.fromEntries(kinds.map(([name, kind]) => [name, stepSchema(name, kind)])),
  };
}

function stepSchema(name: string, { words, fields }: StepKind): JsonSchema {
  return {
    description: words,
    type: 'object',
    properties: { ...propertiesOf([AT]), do: { const: name }, ...propertiesOf(fields) },
    required: ['at', 'do', ...namesNeeded(fields)],
    additionalProperties: false,
  };
}

function propertiesOf(fields: readonly Field<unknown>[]): JsonSchema {
  return Object.fromEntries(
    fields.map(({ name, words, example, schema }) => [name, { description: words, examples: [example], ...schema }]),
  );
}

function namesNeeded(fields: readonly Field<unknown>[]): readonly string[] {
  return fields.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
}
