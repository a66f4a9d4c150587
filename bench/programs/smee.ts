/**
 * The npm package `smee-client` as its readme uses it. In: the folder in which the package is, the channel, the target.
 * Out: one line when it listens.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface SmeeClient {
  start(): Promise<unknown>;
}

interface SmeePackage {
  readonly default: new (options: {
    readonly source: string;
    readonly target: string;
    readonly logger: Pick<Console, 'info' | 'error'>;
  }) => SmeeClient;
}

const [folder = '', source = '', target = ''] = process.argv.slice(2);
const path = createRequire(join(folder, 'package.json')).resolve('smee-client');
const { default: Client }: SmeePackage = await import(pathToFileURL(path).href);
const logger = { info: () => undefined, error: () => undefined };
await new Client({ source, target, logger }).start();
console.log('listens');
