/**
 * Where things are. The bench runs from `node_modules/.bench`, where esbuild puts it: two folders below the project.
 */
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** What users run. */
export const PROGRAM: string = fileURLToPath(new URL('bin/upgates-dev.js', ROOT));

/** Opens and closes shops of the testing library; the tests run it too. */
export const MANY_SHOPS: string = fileURLToPath(new URL('test/support/many-shops.js', ROOT));

export type BenchProgram =
  | 'bare-screen'
  | 'caller'
  | 'counting-handler'
  | 'event-stream'
  | 'http-proxy'
  | 'localtunnel'
  | 'server'
  | 'smee'
  | 'tunnel-server';

/** A program of `bench/programs`. */
export function benchProgram(name: BenchProgram): string {
  return fileURLToPath(new URL(`programs/${name}.js`, import.meta.url));
}
