/**
 * Behind the door: who may come in, whose turn it is, who is under way.
 * In: visits. Out: calls for `serveCall`, strangers counted, probes proved.
 */
import type { IncomingMessage } from 'node:http';
import type { Instant, Millis } from '../core/instant.ts';
import { admit, pathOf, type Admitting, type Endpoint, type Knock } from './admission.ts';
import { serveCall, type Stages, type Terms } from './call.ts';
import { createCrowd, type Crowd, type InFlight } from './crowd.ts';
import type { Visit } from './line.ts';
import { writeBare } from './refusal.ts';
import type { Turns } from './turns.ts';

export interface DeskOptions<Kept> {
  readonly now: () => Instant;
  readonly admitting: () => Admitting;
  readonly terms: () => Terms;
  readonly stages: Stages<Kept>;
  /** How many calls the tunnel carries at once; null: no limit. The oldest are answered 503 to free connections. */
  readonly connections: () => number | null;
  readonly onStranger: (method: string, path: string) => void;
  /** An admitted call came without credentials. */
  readonly onMissingCredentials: () => void;
  readonly notice: (code: string, text: string) => void;
  /** How long a whole request may take from its first byte; default 10 s. The shop itself waits one to three. */
  readonly bodyDeadline?: Millis;
}

const BODY_DEADLINE: Millis = 10_000;

export interface Desk {
  receive(visit: Visit, expectsContinue: boolean): void;
  /** Opens a one-time path that answers 200 with a proof, for a probe through the public address. */
  expectProbe(path: string, proof: string): void;
  /** The tunnel is full, so whoever comes now may have waited: a round trip measured now is no measure of the way. */
  isCrowded(): boolean;
  /** From now on new calls get 503; resolves when those in flight are finished, `patience` later at most. */
  drain(patience: Millis): Promise<void>;
}

interface State<Kept> {
  readonly options: DeskOptions<Kept>;
  readonly turns: Turns;
  readonly probes: Map<string, string>;
  readonly crowd: Crowd;
  /** Calls of which not all is told yet. */
  readonly stories: Set<Promise<void>>;
  isDraining: boolean;
}

export function createDesk<Kept>(options: DeskOptions<Kept>, turns: Turns): Desk {
  const state: State<Kept> = {
    options,
    turns,
    probes: new Map(),
    crowd: createCrowd(options.connections),
    stories: new Set(),
    isDraining: false,
  };
  return {
    receive: (visit, expectsContinue) => {
      if (!prove(state, visit)) receive(state, visit, expectsContinue);
    },
    expectProbe: (path, proof) => expectProbe(state.probes, { path, proof }),
    isCrowded: () => state.crowd.mayHaveQueue(),
    async drain(patience) {
      state.isDraining = true;
      await settledWithin([...state.stories], patience);
    },
  };
}

/** A probe that failed never comes; one that is still on its way is among the latest. */
const PROBES_KEPT = 16;

function expectProbe(probes: Map<string, string>, { path, proof }: { path: string; proof: string }): void {
  probes.set(path, proof);
  for (const oldest of probes.keys()) {
    if (probes.size <= PROBES_KEPT) return;
    probes.delete(oldest);
  }
}

function prove({ probes }: State<unknown>, { request, response }: Visit): boolean {
  const path = pathOf(request.url ?? '');
  const proof = probes.get(path);
  if (proof === undefined) return false;
  probes.delete(path);
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': proof.length }).end(proof);
  return true;
}

function receive<Kept>(state: State<Kept>, visit: Visit, expectsContinue: boolean): void {
  const { options } = state;
  const knock = knockOf(visit.request);
  const admission = admit(knock, options.admitting());
  if (admission.kind === 'stranger') {
    options.onStranger(knock.method, pathOf(knock.target));
    return writeBare(visit.response, 404);
  }
  if (isOddlyFramed(visit.request)) return writeBare(visit.response, 400);
  if (state.isDraining) return writeBare(visit.response, 503);
  if (!admission.hadCredentials) options.onMissingCredentials();
  serve(state, { visit, endpoint: admission.endpoint, expectsContinue });
}

/** Two values of `Authorization` are one wrong one: which of them counts must not be anybody's choice. */
function knockOf({ method = '', url = '', headersDistinct }: IncomingMessage): Knock {
  return { method, target: url, authorization: headersDistinct['authorization']?.join(', ') };
}

/**
 * Node undoes `chunked` and would pass on any other coding as if it were the body. HTTP/1.0 has no codings: whoever came
 * before us may have read such a request in another way (RFC 9112 section 6.1).
 */
function isOddlyFramed({ headers, httpVersion }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  return coding !== undefined && (coding.toLowerCase() !== 'chunked' || httpVersion === '1.0');
}

interface Admitted {
  readonly visit: Visit;
  readonly endpoint: Endpoint;
  readonly expectsContinue: boolean;
}

function serve<Kept>(state: State<Kept>, admitted: Admitted): void {
  const { options, turns, crowd, stories } = state;
  const { stages, notice, now, terms } = options;
  const ahead = crowd.size();
  const hurry = new AbortController();
  const inFlight = inFlightOver(admitted.visit, hurry);
  const waitedSince = crowd.enter(inFlight);
  const freed = (): void => crowd.leave(inFlight);
  const story = serveCall({
    ...admitted,
    visit: arrivedSince(admitted.visit, waitedSince),
    mayHaveWaited: waitedSince !== null,
    at: now(),
    terms: terms(),
    haste: () => hasteOf(ahead, turns),
    stages,
    turns,
    notice,
    bodyDeadline: options.bodyDeadline ?? BODY_DEADLINE,
    hurry: hurry.signal,
    freed,
  })
    .catch((error: unknown) => failed(admitted.visit, error, notice))
    .finally(() => {
      freed();
      stories.delete(story);
    });
  stories.add(story);
}

function inFlightOver({ response }: Visit, hurry: AbortController): InFlight {
  return {
    hurry: () => hurry.abort(),
    closeAfterwards() {
      if (!response.headersSent) response.shouldKeepAlive = false;
    },
  };
}

/** Its time runs from when it may have stood at the other end of a full tunnel. */
function arrivedSince(visit: Visit, waitedSince: Millis | null): Visit {
  return waitedSince === null ? visit : { ...visit, arrivedAt: Math.min(visit.arrivedAt, waitedSince) };
}

/** What writing one answer takes. */
const ONE_ANSWER: Millis = 0.3;

/** Calls that came together must not be due together: the last answer would wait until all others are written. */
function hasteOf(ahead: number, turns: Turns): Millis {
  return ahead * ONE_ANSWER + turns.lag();
}

/** A bug of ours must not leave a caller waiting: a hang counts as delivered. */
function failed({ response }: Visit, error: unknown, notice: (code: string, text: string) => void): void {
  notice('internal', `A call could not be served: ${error instanceof Error ? error.message : String(error)}`);
  if (response.headersSent) response.destroy();
  else writeBare(response, 503);
}

async function settledWithin(stories: readonly Promise<void>[], patience: Millis): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([Promise.allSettled(stories), enough]);
  clearTimeout(timer);
}
