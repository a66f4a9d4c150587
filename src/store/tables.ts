/**
 * The tables of history. A delivery is told by its latest attempt; `place` grows with each attempt, over all
 * deliveries, and is what the list is ordered and paged by.
 * Rows refer to each other by number. What is random is indexed only where it must be: each such index costs every call a
 * page of its own.
 * Times are milliseconds since 1970. Columns that hold bytes stand last, so that scanning a list does not read them. The text
 * of a body for searching stands apart from it: a page holds three of them then, and a search reads nothing else.
 */

/** Grows with every change of the tables. 1 and 2 were never published. */
export const SCHEMA_VERSION = 3;

export const TABLES = `
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  pid INTEGER NOT NULL,
  process_mark TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
);

CREATE TABLE last_place (place INTEGER NOT NULL);
INSERT INTO last_place VALUES (0);

CREATE TABLE bodies (
  num INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE texts (
  num INTEGER PRIMARY KEY,
  search TEXT NOT NULL
);

CREATE TABLE deliveries (
  num INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  place INTEGER NOT NULL UNIQUE,
  session TEXT NOT NULL,
  webhook INTEGER,
  event TEXT NOT NULL,
  key TEXT NOT NULL,
  key_folded TEXT NOT NULL,
  body INTEGER NOT NULL,
  origin TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  marked INTEGER NOT NULL DEFAULT 0,
  shop_number INTEGER,
  shop_at INTEGER,
  shop_verdict TEXT,
  not_repeated_at INTEGER
);
CREATE INDEX deliveries_waiting ON deliveries (session) WHERE shop_verdict = 'repeats' AND not_repeated_at IS NULL;

CREATE TABLE attempts (
  place INTEGER PRIMARY KEY,
  delivery INTEGER NOT NULL,
  number INTEGER NOT NULL,
  session TEXT NOT NULL,
  state TEXT NOT NULL,
  origin TEXT NOT NULL,
  at INTEGER NOT NULL,
  settled_at INTEGER,
  replay_of TEXT,
  webhook INTEGER,
  body INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  url TEXT,
  policy TEXT,
  rules TEXT NOT NULL,
  fault TEXT,
  handler_status INTEGER,
  handler_error TEXT,
  handler_ms REAL,
  answer_status INTEGER,
  answer_connection TEXT,
  answer_ms REAL,
  shop_ms REAL,
  verdict TEXT,
  sure INTEGER NOT NULL DEFAULT 0,
  without_us TEXT,
  why TEXT NOT NULL DEFAULT '',
  hint TEXT,
  next_attempt_at INTEGER,
  linked_sure INTEGER,
  linked_notice TEXT,
  change TEXT,
  request_headers BLOB NOT NULL,
  handler_headers BLOB,
  handler_body BLOB,
  UNIQUE (delivery, number)
);
CREATE INDEX attempts_of_body ON attempts (body);
CREATE INDEX attempts_open ON attempts (session) WHERE state = 'open';

CREATE TABLE queue (
  delivery TEXT PRIMARY KEY,
  session TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  made INTEGER NOT NULL
);
CREATE INDEX queue_due ON queue (session, due_at);
`;
