/**
 * A schema rejected the body. In: a 400 or 422 of a validator. Out: what it did not like, and how to be generous.
 * That Upgates may add fields any day, and that codes may be null, is why a schema must be generous.
 */
import { fieldsOf, quoted, type Cause, type SeenAnswer } from './cause.ts';

interface Complaint {
  readonly validator: 'class-validator' | 'pydantic' | "Fastify's JSON schema";
  readonly text: string;
}

export const validation: Cause = (answer, sent) => {
  if (answer.status !== 400 && answer.status !== 422) return null;
  const complaint = ofPydantic(answer) ?? ofFastify(answer) ?? ofNest(answer);
  if (complaint === null) return null;
  return `${complaint.validator} rejected the body: ${quoted(complaint.text)}. ${adviceOn(complaint, sent.check)}`;
};

function adviceOn({ validator, text }: Complaint, check: string): string {
  if (check === 'unknown-fields' || /should not exist|not permitted|additional properties/i.test(text)) {
    return `Fields may be added any day: ${TOLERANT[validator]}`;
  }
  if (check === 'null-codes') return `\`code\` is null where the shop gave none: ${NULLABLE[validator]}`;
  return 'Ask only for the fields you need, and let each be what the shop may send.';
}

const TOLERANT: Readonly<Record<Complaint['validator'], string>> = {
  'class-validator': 'leave forbidNonWhitelisted out (whitelist alone drops what is unknown).',
  pydantic: "model_config = ConfigDict(extra='ignore'), which is the default.",
  "Fastify's JSON schema": 'additionalProperties: true.',
};

const NULLABLE: Readonly<Record<Complaint['validator'], string>> = {
  'class-validator': '@IsOptional() beside @IsString().',
  pydantic: 'code: str | None.',
  "Fastify's JSON schema": "type: ['string', 'null'].",
};

function ofPydantic(answer: SeenAnswer): Complaint | null {
  const { detail } = fieldsOf(answer);
  const first: unknown = Array.isArray(detail) ? detail[0] : null;
  if (typeof first !== 'object' || first === null || !('loc' in first) || !('msg' in first)) return null;
  const place = Array.isArray(first.loc) ? first.loc.filter((step) => step !== 'body').join('.') : '';
  return { validator: 'pydantic', text: `${place === '' ? '' : `${place}: `}${String(first.msg)}` };
}

function ofFastify(answer: SeenAnswer): Complaint | null {
  const { code, message } = fieldsOf(answer);
  if (code !== 'FST_ERR_VALIDATION' || typeof message !== 'string') return null;
  return { validator: "Fastify's JSON schema", text: message };
}

/** Its `ValidationPipe` gives a list of messages; other 400s of NestJS one text. */
function ofNest(answer: SeenAnswer): Complaint | null {
  const { message, statusCode } = fieldsOf(answer);
  const first: unknown = Array.isArray(message) ? message[0] : null;
  if (statusCode !== 400 || typeof first !== 'string') return null;
  return { validator: 'class-validator', text: first };
}
