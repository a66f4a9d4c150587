/**
 * Which SQLite we get: Node's own where it has one without a flag (22.13 and newer), else a package with the same API.
 * Both write the same file, so that a user who changes Node keeps the history.
 */
import { createRequire } from 'node:module';
import { trouble } from '../core/failure.ts';

export type Bindable = string | number | bigint | Uint8Array | null;

export type Row = Readonly<Record<string, unknown>>;

export interface DriverStatement {
  run(...params: readonly Bindable[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  get(...params: readonly Bindable[]): Row | undefined;
  all(...params: readonly Bindable[]): readonly Row[];
}

export interface DriverDatabase {
  exec(sql: string): void;
  prepare(sql: string): DriverStatement;
  close(): void;
}

interface Driver {
  readonly DatabaseSync: new (path: string) => DriverDatabase;
}

/** Throws `Failure` (exit 3) when this installation has no SQLite at all. */
export function loadDriver(): Driver {
  return builtIn() ?? packaged();
}

/** Node 22 says once on stderr that its SQLite is experimental: that is ours to know, not the user's. */
function builtIn(): Driver | undefined {
  const emitWarning: typeof process.emitWarning = Reflect.get(process, 'emitWarning');
  process.emitWarning = (...args: unknown[]): void => {
    if (!String(args[0]).startsWith('SQLite is an experimental feature')) Reflect.apply(emitWarning, process, args);
  };
  try {
    const module: unknown = process.getBuiltinModule?.('node:sqlite');
    return isDriver(module) ? module : undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function packaged(): Driver {
  try {
    const driver: Driver = createRequire(import.meta.url)('@photostructure/sqlite');
    return driver;
  } catch (cause) {
    throw trouble('no-sqlite', 'History cannot be kept: this Node has no SQLite and the package for it is missing.', {
      hint: 'Use Node 22.13 or newer, or install again without --omit=optional.',
      cause,
    });
  }
}

function isDriver(module: unknown): module is Driver {
  return typeof module === 'object' && module !== null && 'DatabaseSync' in module;
}
