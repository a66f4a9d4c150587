/**
 * What a database said, where the handler passes it on in its answer. In: a 4xx or 5xx that has one of these texts.
 * Out: what it means for events that come twice, late or with letters of all kinds.
 * The texts are those of PostgreSQL, MySQL, SQLite (recorded), Prisma, Django and Rails, from their documentation.
 */
import { beginningOf, quoted, type Cause } from './cause.ts';

export const database: Cause = (answer) => {
  if (answer.status < 400) return null;
  for (const { says, means } of TEXTS) {
    const found = says.exec(beginningOf(answer));
    if (found !== null) return `The handler says "${quoted(found[0])}". ${means}`;
  }
  return null;
};

interface Text {
  readonly says: RegExp;
  readonly means: string;
}

const TEXTS: readonly Text[] = [
  {
    says: /duplicate key value violates unique constraint|Duplicate entry '[^']{0,100}' for key|UNIQUE constraint failed[^<\n"]{0,100}|Unique constraint failed on the/i,
    means:
      'The same event may come twice, and one may come late: what is stored already is no error (INSERT ... ON CONFLICT DO NOTHING), answer 204.',
  },
  {
    says: /\b(?:order|record|product|customer|category|entity|row)\b[^<\n"]{0,60}\b(?:not found|does not exist)|matching query does not exist|Couldn(?:'|&#39;)t find \w+ with/i,
    means:
      'An update or a delete may come before its create, and there are records older than the handler: create what is missing, let a delete of it be, and answer 204.',
  },
  {
    says: /Incorrect string value|invalid byte sequence for encoding|unsupported Unicode escape sequence|surrogates not allowed/i,
    means: 'A text has letters that the table does not take: in MySQL it must be utf8mb4, in PostgreSQL UTF8.',
  },
];
