/**
 * How large a scenario may be. A file is anybody's: what is beyond these is a slip or meant to hurt, and is refused before
 * anything happens.
 */
import { DAY, type Millis } from '../../core/instant.ts';

/** Letters of the file. */
export const LONGEST_TEXT = 5_000_000;
export const MOST_STEPS = 1000;
/** Of one event. */
export const MOST_RECORDS = 100_000;
/** Of all events together: the shop holds what they speak of. */
export const MOST_RECORDS_IN_ALL = 1_000_000;
/** Times that something happens, in all. */
export const MOST_TIMES = 100_000;
/** From the beginning to the last thing that happens. */
export const LONGEST: Millis = 366 * DAY;
