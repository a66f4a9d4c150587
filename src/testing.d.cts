/**
 * The types of `upgates-dev/testing` for `require`: those of the module, which runs as CommonJS there (see
 * docs/decisions/testing.md). Copied beside the bundle by the build.
 */
import type * as testing from './testing.js' with { 'resolution-mode': 'import' };

export type * from './testing.js' with { 'resolution-mode': 'import' };
export declare const createShop: typeof testing.createShop;
export declare const Failure: typeof testing.Failure;
export type Failure = testing.Failure;
