/** JSON of a stranger, field by field: nothing of its shape is believed. */

/** The fields of a JSON object; none for any other text. */
export function fieldsIn(text: string): Readonly<Record<string, unknown>> {
  return fieldsOf(parse(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
