/**
 * The types of `upgates-dev/msw` for `require`: those of the module, which runs as CommonJS there (see
 * docs/decisions/testing.md). Copied beside the bundle by the build.
 */
import type * as msw from './msw.js' with { 'resolution-mode': 'import' };

export type * from './msw.js' with { 'resolution-mode': 'import' };
export declare const upgatesHandlers: typeof msw.upgatesHandlers;
