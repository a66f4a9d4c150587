/**
 * Reads the source tree: files, and the imports in them.
 * In: the folder `src`. Out: for each file its place and what it imports, told apart by kind; no compiler needed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export type ImportKind = 'value' | 'type' | 'dynamic';

export interface Import {
  readonly kind: ImportKind;
  /** As written: `../core/verdict.ts`, `node:http`, `ink`. Null where it is not a plain string. */
  readonly from: string | null;
}

export interface SourceFile {
  /** From the top of the project: `src/core/verdict.ts`. */
  readonly path: string;
  readonly text: string;
}

export const TOP: string = fileURLToPath(new URL('../../', import.meta.url));

/** All TypeScript files below a folder of the project, in the order of their names. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(posix.join(TOP, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(posix.join(TOP, path), 'utf8') }));
}

/** Text without comments; `//` within an address such as `https://` stays. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

/** Text without comments, and with every string and plain template emptied. */
export function withoutStrings(text: string): string {
  return withoutComments(text).replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

const STATIC = /\b(?:import|export)\s+(type\s+)?((?:[\w$*]|\s|,|\{[^}]*\})*?)\s*\bfrom\s*(['"])([^'"\n]+)\3/g;
const SIDE_EFFECT = /\bimport\s*(['"])([^'"\n]+)\1/g;
const CALLED =
  /(\btypeof\s+)?(?:\bimport|\brequire|\bgetBuiltinModule|\bcreateRequire\([^()]*\))\s*\??\.?\(\s*(?:(['"`])([^'"`$\n]+)\2)?/g;

/** Every import of a text. `export ... from` counts as an import, `typeof import('x')` as one of types. */
export function importsOf(text: string): readonly Import[] {
  const code = withoutComments(text);
  return [
    ...[...code.matchAll(STATIC)].map((match): Import => {
      const isType = match[1] !== undefined || onlyNamesTypes(match[2] ?? '');
      return { kind: isType ? 'type' : 'value', from: match[4] ?? null };
    }),
    ...[...code.matchAll(SIDE_EFFECT)].map((match): Import => ({ kind: 'value', from: match[2] ?? null })),
    ...[...code.matchAll(CALLED)].map((match): Import => ({
      kind: match[1] === undefined ? 'dynamic' : 'type',
      from: match[3] ?? null,
    })),
  ];
}

/** `{ type A, type B }`: nothing of it is left at run time. */
function onlyNamesTypes(clause: string): boolean {
  const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1];
  if (names === undefined) return false;
  const list = names.split(',').map((name) => name.trim());
  return list.every((name) => name === '' || name.startsWith('type ')) && list.some((name) => name !== '');
}

/** Where an import leads: a place in the project, or the name of a package (`node:http`, `ink`, `@scope/name`). */
export function targetOf(file: SourceFile, from: string): { readonly path: string } | { readonly package: string } {
  if (from.startsWith('.')) return { path: posix.join(posix.dirname(file.path), from) };
  if (from.startsWith('node:')) return { package: from };
  return {
    package: from
      .split('/')
      .slice(0, from.startsWith('@') ? 2 : 1)
      .join('/'),
  };
}

/** `core` of `src/core/verdict.ts`; the file's own name for one that stands in `src` itself. */
export function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}
