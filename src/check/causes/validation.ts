/**
 * A schema rejected the body. In: a 400 or 422 of a validator. Out: what it did not like, and how to be generous.
 * That Upgates may add fields any day, and that codes may be null, is why a schema must be generous.
 */
import { quoted, type Cause } from './cause.ts';
import { complaintIn, type Complaint, type Validator } from './complaint.ts';

export const validation: Cause = (answer, sent) => {
  if (answer.status !== 400 && answer.status !== 422) return null;
  const complaint = complaintIn(answer);
  if (complaint === null) return null;
  return `${complaint.validator} rejected the body: ${quoted(complaint.text)}. ${adviceOn(complaint, sent.check)}`;
};

function adviceOn({ validator, text }: Complaint, check: string): string {
  if (check === 'unknown-fields' || UNKNOWN.test(text)) return `Fields may be added any day: ${TOLERANT[validator]}`;
  if (check === 'null-codes') return `Codes and names of statuses may be null: ${NULLABLE[validator]}`;
  return 'Ask only for the fields you need, and let each be what the shop may send.';
}

const UNKNOWN = /should not exist|not permitted|additional properties|unrecognized key/i;

const TOLERANT: Readonly<Record<Validator, string>> = {
  'class-validator': 'leave forbidNonWhitelisted out (whitelist alone drops what is unknown).',
  pydantic: "model_config = ConfigDict(extra='ignore'), which is the default.",
  zod: 'z.object, not z.strictObject or .strict().',
  "Fastify's JSON schema": 'additionalProperties: true.',
};

const NULLABLE: Readonly<Record<Validator, string>> = {
  'class-validator': '@IsOptional() beside @IsString().',
  pydantic: 'code: str | None.',
  zod: 'z.string().nullable().',
  "Fastify's JSON schema": "type: ['string', 'null'].",
};
