/**
 * A party of the soak that is not ours: handler, tunnel server, shop, recorder. In: how it is started and how one sees
 * that it is up. Out: it can be started, frozen, killed and started again; that it ends by itself is trouble.
 */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { becomes, endBy, run, type Command, type Running } from './running.ts';

export interface Party {
  readonly name: string;
  starts(): number;
  /** Resolves when it is up. */
  start(more?: readonly string[]): Promise<void>;
  end(signal: NodeJS.Signals): Promise<number | string>;
  freeze(ms: number): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Its standard output since the last start. */
  said(): string;
}

export interface PartyOptions {
  readonly name: string;
  readonly command: (start: number, more: readonly string[]) => Omit<Command, 'output' | 'isPatient'>;
  readonly isUp: (said: string) => boolean;
  readonly output: (name: string) => string;
  readonly onTrouble: (text: string) => void;
}

const UP_WITHIN = 60_000;

export function createParty({ name, command, isUp, output, onTrouble }: PartyOptions): Party {
  const state: { now: Running | null; starts: number; isMeant: boolean } = { now: null, starts: 0, isMeant: false };
  const file = (): string => output(`${name}-${state.starts}`);
  const said = (): string => (existsSync(`${file()}.out`) ? readFileSync(`${file()}.out`, 'utf8') : '');
  return {
    name,
    starts: () => state.starts,
    said,
    async start(more = []) {
      state.starts += 1;
      state.isMeant = false;
      const running = run({ ...command(state.starts, more), output: file(), isPatient: true });
      state.now = running;
      void running.exit.then((ended) => {
        if (state.now === running && !state.isMeant) onTrouble(`${name} ended by itself: ${ended}`);
      });
      if (!(await becomes(() => isUp(said()) || running.hasEnded(), UP_WITHIN))) onTrouble(`${name} did not come up`);
    },
    async end(signal) {
      state.isMeant = true;
      return state.now === null ? 'not started' : endBy(state.now, signal);
    },
    async freeze(ms) {
      state.now?.kill('SIGSTOP');
      await pause(ms);
      state.now?.kill('SIGCONT');
    },
    signal: (signal) => state.now?.kill(signal),
  };
}
