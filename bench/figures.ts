/** All figures, in the order in which they are measured. */
import { capture } from './figures/capture.ts';
import { engine } from './figures/engine.ts';
import { forward } from './figures/forward.ts';
import { history } from './figures/history.ts';
import { latency } from './figures/latency.ts';
import { memory } from './figures/memory.ts';
import { peers } from './figures/peers.ts';
import { screen } from './figures/screen.ts';
import { screenFilter } from './figures/screen-filter.ts';
import { screenMemory } from './figures/screen-memory.ts';
import { shops } from './figures/shops.ts';
import { firstFrame, ready, version } from './figures/start.ts';
import type { Figure } from './figure.ts';

export const FIGURES: readonly Figure[] = [
  version,
  ready,
  firstFrame,
  latency,
  capture,
  forward,
  memory,
  screen,
  screenFilter,
  screenMemory,
  history,
  engine,
  shops,
  peers,
];
