/**
 * A scenario carried out in a shop. In: its course and the shop. Out: what happens there, each thing at its time on the
 * shop's clock, told one by one. Only the next thing waits on the clock, so that whatever the speed nothing is passed by,
 * and a course can be left and taken up again where it was.
 */
import type { Instant } from '../../core/instant.ts';
import { courseOf, type Moment } from './course.ts';
import { perform, type Stage } from './perform.ts';
import type { Scenario } from './scenario.ts';

/** How far it has come: plain JSON. */
export interface Progress {
  /** The shop's time when it began. */
  readonly startedAt: Instant;
  /** Moments of its course that are over. */
  readonly played: number;
}

export interface PlayingOptions {
  /** To go on with; default: it begins now. */
  readonly progress?: Progress;
  /** Told when a moment has been played. */
  readonly onPlayed?: (moment: Moment) => void;
}

export interface Playing {
  /** Resolves when all has been played, or it was stopped; rejects with the `Failure` of a step. */
  readonly done: Promise<void>;
  /** Nothing more happens. Idempotent. */
  stop(): void;
  /** `moments`: of the whole course. */
  progress(): Progress & { readonly moments: number };
}

/** What the functions of this file share. */
interface Play {
  readonly course: readonly Moment[];
  readonly stage: Stage;
  readonly startedAt: Instant;
  readonly onPlayed: (moment: Moment) => void;
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
  played: number;
  isStopped: boolean;
  cancelWake: () => void;
}

/** Begins at once: what is to happen at the beginning has happened when this returns, but for a move. */
export function playScenario(scenario: Scenario, stage: Stage, options: PlayingOptions = {}): Playing {
  const { progress = { startedAt: stage.clock.now(), played: 0 }, onPlayed = () => undefined } = options;
  const { promise: done, finish, fail } = ending();
  const course = courseOf(scenario);
  const play: Play = {
    ...progress,
    course,
    stage,
    onPlayed,
    finish,
    fail,
    isStopped: false,
    cancelWake: () => undefined,
  };
  goOn(play);
  return {
    done,
    stop() {
      play.isStopped = true;
      play.cancelWake();
      finish();
    },
    progress: () => ({ startedAt: play.startedAt, played: play.played, moments: course.length }),
  };
}

function goOn(play: Play): void {
  try {
    playDue(play);
  } catch (error) {
    play.fail(error);
  }
}

function playDue(play: Play): void {
  const { course, stage, startedAt } = play;
  while (!play.isStopped) {
    const moment = course[play.played];
    if (moment === undefined) return play.finish();
    const at = startedAt + moment.at;
    if (at > stage.clock.now()) {
      play.cancelWake = stage.clock.wakeAt(at, () => goOn(play));
      return;
    }
    const work = perform(moment.deed, stage);
    if (work !== null) return void waitFor(work, moment, play);
    told(play, moment);
  }
}

/** It takes real time, and meanwhile the shop's stands. */
async function waitFor(work: Promise<unknown>, moment: Moment, play: Play): Promise<void> {
  const { clock } = play.stage;
  const release = clock.hold(clock.now());
  try {
    await work;
    if (!play.isStopped) told(play, moment);
    goOn(play);
  } catch (error) {
    play.fail(error);
  } finally {
    release();
  }
}

function told(play: Play, moment: Moment): void {
  play.played = moment.deed.kind === 'end' ? play.course.length : play.played + 1;
  play.onPlayed(moment);
}

interface Ending {
  readonly promise: Promise<void>;
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
}

function ending(): Ending {
  let finish: Ending['finish'] = () => undefined;
  let fail: Ending['fail'] = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  // Who only stops it need not listen.
  promise.catch(() => undefined);
  return { promise, finish, fail };
}
