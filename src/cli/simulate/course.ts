/**
 * The scenario of a simulated shop that runs alone: begun or gone on with, and told. A new one begins when somebody listens:
 * a second after the last webhook was registered, since at full speed it would be over before. Out: how far it is, and word
 * when it asks for the end.
 */
import { shopDateTime, type Millis } from '../../core/instant.ts';
import { printable } from '../../core/printable.ts';
import type { NoticeRecord } from '../../core/record.ts';
import type { ScenarioState } from '../../session/control/shop-state.ts';
import { courseOf } from '../../simulate/scenario/course.ts';
import type { Stage } from '../../simulate/scenario/perform.ts';
import { playScenario, type Playing } from '../../simulate/scenario/play.ts';
import type { SimulatedShop } from '../../simulate/shop.ts';
import { wordsOf } from './moments.ts';
import type { ToPlay } from './resume.ts';
import type { SavedScenario } from './saved.ts';

export interface Course {
  state(): ScenarioState;
  saved(): SavedScenario;
  /** Webhooks have come or gone. */
  look(): void;
  stop(): void;
}

export interface CourseOptions {
  readonly stage: Stage & Pick<SimulatedShop, 'webhooks'>;
  readonly notice: (notice: Pick<NoticeRecord, 'level' | 'code' | 'text'>) => void;
  /** Something of it has happened. */
  readonly onPlayed: () => void;
  /** The scenario wants the shop closed. */
  readonly onEnd: () => void;
}

/** Who registers several webhooks is given time for the others. */
const BEGIN_AFTER: Millis = 1000;

export function startCourse(toPlay: ToPlay, options: CourseOptions): Course {
  const { scenario } = toPlay;
  const moments = courseOf(scenario).length;
  let playing: Playing | null = null;
  let timer: NodeJS.Timeout | null = null;
  const look = (): void => {
    if (playing !== null) return;
    if (timer !== null) clearTimeout(timer);
    const isHeard = options.stage.webhooks.list().some(({ state }) => state.active);
    timer = isHeard ? setTimeout(() => (playing = begin(toPlay, options)), BEGIN_AFTER) : null;
  };
  if (toPlay.progress === null) {
    say(options, `the scenario ${printable(scenario.name)} begins when a webhook is registered.`);
    look();
  } else {
    playing = begin(toPlay, options);
  }
  return {
    state: () => ({ name: scenario.name, title: scenario.title, moments, played: playing?.progress().played ?? 0 }),
    saved: () => ({ ...toPlay, progress: playing?.progress() ?? null }),
    look,
    stop() {
      if (timer !== null) clearTimeout(timer);
      playing?.stop();
    },
  };
}

type Saying = Pick<CourseOptions, 'stage' | 'notice'>;

function say({ stage, notice }: Saying, text: string): void {
  const time = shopDateTime(stage.clock.now()).slice(11, 19);
  notice({ level: 'info', code: 'scenario', text: `${time} in the shop: ${text}` });
}

function begin({ scenario, progress }: ToPlay, options: CourseOptions): Playing {
  const { stage, onPlayed, onEnd } = options;
  say(options, `the scenario ${progress === null ? 'begins' : 'goes on'}: ${printable(scenario.title)}.`);
  const playing = playScenario(scenario, stage, {
    ...(progress === null ? {} : { progress }),
    onPlayed(moment) {
      const text = wordsOf(moment);
      if (text !== null) say(options, text);
      onPlayed();
      if (moment.deed.kind === 'end') onEnd();
    },
  });
  tellEnd(playing, options);
  return playing;
}

function tellEnd(playing: Playing, options: Saying): void {
  playing.done.then(
    () => {
      const { played, moments } = playing.progress();
      if (played >= moments) say(options, 'The scenario is over. The shop stays open.');
    },
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      options.notice({ level: 'error', code: 'scenario', text: `The scenario stops here: ${printable(reason)}` });
    },
  );
}
