/**
 * What a validator says of a body that it rejected. In: an answer. Out: which validator, and its first complaint in its
 * own words; null where no known one speaks.
 */
import { beginningOf, fieldsOf, type SeenAnswer } from './cause.ts';

export type Validator = 'class-validator' | 'pydantic' | 'zod' | "Fastify's JSON schema";

export interface Complaint {
  readonly validator: Validator;
  readonly text: string;
}

export function complaintIn(answer: SeenAnswer): Complaint | null {
  const fields = fieldsOf(answer);
  return ofPydantic(fields) ?? ofZod(fields) ?? ofFastify(fields) ?? ofNest(fields) ?? inWords(answer);
}

type Fields = Readonly<Record<string, unknown>>;

function ofPydantic({ detail }: Fields): Complaint | null {
  const { loc, msg } = firstOf(detail);
  if (!Array.isArray(loc) || typeof msg !== 'string') return null;
  return { validator: 'pydantic', text: withPlace(loc.slice(1), msg) };
}

/** Version 3 lists its issues, version 4 writes them into the message. */
function ofZod({ error }: Fields): Complaint | null {
  const { name, issues, message: listed } = objectOf(error);
  if (name !== 'ZodError') return null;
  const { path, message } = firstOf(Array.isArray(issues) ? issues : parsed(listed));
  if (!Array.isArray(path) || typeof message !== 'string') return null;
  return { validator: 'zod', text: withPlace(path, message) };
}

function ofFastify({ code, message }: Fields): Complaint | null {
  if (code !== 'FST_ERR_VALIDATION' || typeof message !== 'string') return null;
  return { validator: "Fastify's JSON schema", text: message };
}

/** Its `ValidationPipe` gives a list of messages; other 400s of NestJS one text. */
function ofNest({ statusCode, message }: Fields): Complaint | null {
  const first: unknown = Array.isArray(message) ? message[0] : null;
  return statusCode === 400 && typeof first === 'string' ? { validator: 'class-validator', text: first } : null;
}

/** An application that shows zod's message in a page of its own. */
function inWords(answer: SeenAnswer): Complaint | null {
  const found = /Unrecognized key(?:s|\(s\))?(?: in object)?: [^<\n]{1,200}/.exec(beginningOf(answer));
  return found === null ? null : { validator: 'zod', text: found[0] };
}

function withPlace(path: readonly unknown[], message: string): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

function firstOf(list: unknown): Fields {
  return Array.isArray(list) ? objectOf(list[0]) : {};
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
