/**
 * The scenario of a simulated shop that runs alone: begun or gone on with, and told. In: the shop and the scenario. Out:
 * how far it is, and word when it asks for the end.
 */
import { shopDateTime } from '../core/instant.ts';
import type { NoticeRecord } from '../core/record.ts';
import { printable } from '../core/printable.ts';
import type { ScenarioState } from '../session/control/shop-state.ts';
import type { Moment } from '../simulate/scenario/course.ts';
import type { Stage } from '../simulate/scenario/perform.ts';
import { playScenario, type Playing, type Progress } from '../simulate/scenario/play.ts';
import type { ChosenScenario } from './simulate-scenario.ts';
import type { SavedScenario } from './simulate-saved.ts';

export interface Course {
  state(): ScenarioState;
  saved(): SavedScenario;
  stop(): void;
}

export interface CourseOptions {
  readonly stage: Stage;
  readonly notice: (notice: Pick<NoticeRecord, 'level' | 'code' | 'text'>) => void;
  /** Something of it has happened. */
  readonly onPlayed: () => void;
  /** The scenario wants the shop closed. */
  readonly onEnd: () => void;
}

export function startCourse(chosen: ChosenScenario & { readonly progress?: Progress }, options: CourseOptions): Course {
  const { scenario, progress } = chosen;
  const { stage, notice, onPlayed, onEnd } = options;
  const say = (text: string): void => {
    const time = shopDateTime(stage.clock.now()).slice(11, 19);
    notice({ level: 'info', code: 'scenario', text: `${time} in the shop: ${text}` });
  };
  const begins = progress === undefined ? 'the scenario begins' : 'the scenario goes on';
  say(`${begins}: ${printable(scenario.title)}.`);
  const playing = playScenario(scenario, stage, {
    ...(progress === undefined ? {} : { progress }),
    onPlayed(moment) {
      const text = wordsOf(moment);
      if (text !== null) say(text);
      onPlayed();
      if (moment.deed.kind === 'end') onEnd();
    },
  });
  tellEnd(playing, { say, notice });
  return {
    state: () => ({ name: scenario.name, title: scenario.title, ...countsOf(playing) }),
    saved: () => ({ ...chosen, progress: playing.progress() }),
    stop: () => playing.stop(),
  };
}

function countsOf(playing: Playing): Pick<ScenarioState, 'played' | 'moments'> {
  const { played, moments } = playing.progress();
  return { played, moments };
}

interface Tellers {
  readonly say: (text: string) => void;
  readonly notice: CourseOptions['notice'];
}

function tellEnd(playing: Playing, { say, notice }: Tellers): void {
  playing.done.then(
    () => {
      const { played, moments } = playing.progress();
      if (played >= moments) say('The scenario is over. The shop stays open.');
    },
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      notice({ level: 'error', code: 'scenario', text: `The scenario stops here: ${printable(reason)}` });
    },
  );
}

/** What brings attempts, webhooks or a new address is told by these. */
function wordsOf({ deed }: Moment): string | null {
  switch (deed.kind) {
    case 'say':
      return printable(deed.text);
    case 'fault':
      return printable(`From now on a fault is at work: ${deed.fault.label}.`);
    case 'clear-faults':
      return deed.label === null ? 'No fault is at work any more.' : printable(`The fault ${deed.label} is gone.`);
    case 'deny':
      return `The API user loses its rights on ${deed.events.join(', ')}.`;
    case 'allow':
      return `The API user has its rights on ${deed.events.join(', ')} again.`;
    case 'speed':
      return `The shop's waits pass at speed ${deed.speed} now.`;
    case 'end':
      return 'The scenario is over, and the shop closes.';
    case 'happen':
    case 'emit':
    case 'move':
      return null;
  }
}
