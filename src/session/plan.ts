/**
 * What a session is asked to be: every setting that `listen` needs, read and checked before anything is opened.
 */
import type { Millis } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import type { PatternReading } from '../core/pattern.ts';
import type { NoticeRecord, PolicyName } from '../core/record.ts';
import type { Rules, Verdict } from '../core/rules.ts';
import type { Fault } from '../faults/fault.ts';
import type { Target } from '../send/routes.ts';
import type { ProviderChoice } from '../tunnel/providers.ts';
import type { Speed } from './calls/pace.ts';

export type EventPattern = Extract<PatternReading, { kind: 'pattern' }>;

export type ShopPlan =
  | {
      readonly kind: 'simulated';
      readonly speed: Speed;
      /** Calls a minute, in real time; 0: none. */
      readonly traffic: number;
    }
  | {
      readonly kind: 'real';
      readonly apiUrl: string;
      readonly login: string;
      readonly key: string;
      readonly allowHosts: readonly string[];
    };

export interface SessionPlan {
  readonly events: readonly EventPattern[];
  readonly targets: readonly Target[];
  readonly headers: HeaderList;
  readonly insecure: boolean;
  readonly handlerTimeout: Millis;
  readonly pristine: boolean;
  readonly policy: Exclude<PolicyName, 'capture'>;
  /** Takes up the background calls that earlier sessions have left. */
  readonly resume: boolean;
  readonly rules: Rules;
  readonly shop: ShopPlan;
  readonly tunnel: ProviderChoice;
  /** 0: any free port. */
  readonly port: number;
  readonly seed: string;
  readonly faults: readonly Fault[];
  /** Null: no end of its own. */
  readonly maxDeliveries: number | null;
  readonly duration: Millis | null;
  /** Verdicts that make the session end with 1. */
  readonly failOn: readonly Verdict[];
  /** Where history lives. */
  readonly dataDir: string;
  /** Where the user's own fixtures are. */
  readonly fixtures: string;
  /** What must not get into a saved fixture, wherever it stands. */
  readonly secrets: readonly string[];
  /** Where the ledger and the machine's id live. */
  readonly stateDir: string;
  /** Where the socket of the control door may be, in this order; empty: no door. */
  readonly controlFolders: readonly string[];
  readonly version: string;
  /** What the settings had to say. */
  readonly notices: readonly Pick<NoticeRecord, 'level' | 'code' | 'text'>[];
}
