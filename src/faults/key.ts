/**
 * What a key of a fault is: its words for help and documents, its JSON schema, and how its text becomes a value.
 */

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface FaultKey<Value> {
  /** One line for people, with units. */
  readonly words: string;
  /** A value as it may be written. */
  readonly example: string;
  readonly schema: JsonSchema;
  read(text: string): KeyReading<Value>;
}

export type KeyReading<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  /** `at`: the place in the text, 0 when it is the whole. */
  | { readonly kind: 'refused'; readonly sentence: string; readonly at: number };

export function accepted<Value>(value: Value): KeyReading<Value> {
  return { kind: 'value', value };
}

export function refused(sentence: string, at = 0): KeyReading<never> {
  return { kind: 'refused', sentence, at };
}

/** A key that takes one of a few words. */
export function choiceKey<Word extends string>(given: {
  readonly key: string;
  readonly choices: readonly Word[];
  readonly words: string;
}): FaultKey<Word> {
  const { key, choices, words } = given;
  return {
    words,
    example: choices[0] ?? '',
    schema: { enum: choices },
    read(text) {
      const choice = choices.find((word) => word === text);
      return choice === undefined ? refused(`${key} takes ${listed(choices)}.`) : accepted(choice);
    },
  };
}

/** A key that takes a whole number from `from` on. */
export function countKey(given: {
  readonly key: string;
  readonly from: number;
  readonly words: string;
}): FaultKey<number> {
  const { key, from, words } = given;
  return {
    words,
    example: '3',
    schema: { type: 'integer', minimum: from, maximum: MAX_COUNT },
    read(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : null;
      return value === null || value < from ? refused(`${key} takes a whole number from ${from} on.`) : accepted(value);
    },
  };
}

const MAX_COUNT = 999_999_999;

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  const [last = ''] = words.slice(-1);
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
