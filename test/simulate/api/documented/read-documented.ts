/**
 * What the API description documents of each list, read from `rest-answers.json`: parameters with their values, and every
 * field of the answer as `path: type` (`[]` a list, `?` optional, `|null` nullable). The file was drawn from the official
 * blueprint (in Czech, not in this repository) by a script that goes through the GET section of each resource: below
 * "Parameters" each `+ name (type, optional)` with its `- value` lines, below "Response" each `+ name (type, nullable)`,
 * nested by its indentation, with the shared structures (`MetasGet`, `ProductLabels` ...) put in their places.
 */
import { readFile } from 'node:fs/promises';

export interface Documented {
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly fields: Readonly<Record<string, string>>;
}

export async function readDocumented(): Promise<ReadonlyMap<string, Documented>> {
  const text = await readFile(new URL('./rest-answers.json', import.meta.url), 'utf8');
  const lists: Readonly<Record<string, Documented>> = JSON.parse(text);
  return new Map(Object.entries(lists));
}

export interface FieldTrouble {
  readonly path: string;
  readonly problem: string;
}

export interface FieldFindings {
  readonly troubles: readonly FieldTrouble[];
  /** Documented, but nothing in the answers is there to hold them. */
  readonly unseen: readonly string[];
}

/** Looks for every documented field in an answer. */
export function compareFields(documented: Documented, answer: unknown): FieldFindings {
  const troubles: FieldTrouble[] = [];
  const unseen: string[] = [];
  for (const [path, type] of Object.entries(documented.fields)) {
    const holders = holdersOf(answer, path);
    const name = nameOf(path);
    if (holders.length === 0) unseen.push(path);
    for (const holder of holders) {
      const problem = problemOf(holder, name, type);
      if (problem !== null) troubles.push({ path, problem });
    }
  }
  return { troubles: [...new Map(troubles.map((one) => [`${one.path} ${one.problem}`, one])).values()], unseen };
}

function nameOf(path: string): string {
  return (path.split('.').at(-1) ?? '').replace('[]', '');
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in which the last part of the path is to be found. */
function holdersOf(answer: unknown, path: string): readonly Fields[] {
  let holders = [answer].filter(isFields);
  for (const step of path.split('.').slice(0, -1)) {
    const values = holders.map((holder) => holder[step.replace('[]', '')]);
    holders = values.flat().filter(isFields);
  }
  return holders;
}

function problemOf(holder: Fields, name: string, type: string): string | null {
  const isOptional = type.includes('?');
  if (!Object.hasOwn(holder, name)) return isOptional ? null : 'is not there';
  const value = holder[name];
  if (value === null) return isOptional || type.endsWith('|null') ? null : 'is null';
  const base = type.replace('?', '').replace('|null', '');
  return fits(value, base) ? null : `is no ${base}: ${JSON.stringify(value).slice(0, 40)}`;
}

function fits(value: unknown, type: string): boolean {
  switch (type) {
    case 'int':
      return Number.isInteger(value);
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isFields(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?$/.test(value);
    case 'language':
    case 'country':
      return typeof value === 'string' && /^[a-z]{2}$/.test(value);
    case 'currency':
      return typeof value === 'string' && /^[A-Z]{3}$/.test(value);
    case 'email':
      return typeof value === 'string' && value.includes('@');
    default:
      return typeof value === 'string';
  }
}
