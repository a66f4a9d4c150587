/**
 * A walk through the REST API with curl over real sockets: one call after the other, each written down as a line of a
 * table. Of long answers and of lists only the shape is shown.
 */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';

export const hasCurl: boolean = spawnSync('curl', ['--version']).status === 0;

export interface WalkOptions {
  /** `http://127.0.0.1:port/api/v2`. */
  readonly apiUrl: string;
  readonly login: string;
  readonly key: string;
}

export interface Step {
  /** `GET /orders`. */
  readonly line: string;
  readonly body?: unknown;
  readonly args?: readonly string[];
  /** Beside the line, what cannot be seen from it. */
  readonly note?: string;
  /** Another place than the shop's present one. */
  readonly apiUrl?: string;
  /** Show what fields there are, not what is in them: the table speaks of the API, not of the assortment. */
  readonly shape?: boolean;
  /** Instead of the right credentials; empty for none. */
  readonly user?: string;
}

/** One line of the table. */
export async function walkStep(options: WalkOptions, step: Step): Promise<string> {
  const answer = await curl(argsOf(options, step));
  const { status, headers, body } = readAnswer(answer);
  const note = step.note === undefined ? '' : ` (${step.note})`;
  const sent = typeof step.body === 'object' ? ` \`${cut(JSON.stringify(step.body), 90)}\`` : '';
  const told = [...headers, body === '' ? '' : shown(body, step.shape === true)].filter((part) => part !== '');
  return `| \`${step.line}\`${note}${sent} | ${status} | ${told.map(cell).join('<br>')} |`;
}

function argsOf({ apiUrl, login, key }: WalkOptions, step: Step): readonly string[] {
  const [method = 'GET', path = ''] = step.line.split(' ');
  const user = step.user ?? `${login}:${key}`;
  const body = typeof step.body === 'string' ? step.body : JSON.stringify(step.body);
  return [
    '--silent',
    '--show-error',
    '--include',
    '--globoff',
    '--noproxy',
    '*',
    '--max-time',
    '15',
    '--request',
    method,
    ...(user === '' ? [] : ['--user', user]),
    ...(step.body === undefined ? [] : ['--header', 'Content-Type: application/json', '--data-binary', body]),
    ...(step.args ?? []),
    (step.apiUrl ?? apiUrl) + path,
  ];
}

async function curl(args: readonly string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    execFile('curl', [...args], { encoding: 'utf8', maxBuffer: 50_000_000 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });
}

/** A call whose body never comes to its end; it is under way until it is killed. */
export function holdCall({ apiUrl, login, key }: WalkOptions): ChildProcess {
  const args = ['--silent', '--noproxy', '*', '--user', `${login}:${key}`, '--header', 'Expect:', '--request', 'POST'];
  return spawn('curl', [...args, '--upload-file', '-', `${apiUrl}/webhooks`], { stdio: ['pipe', 'ignore', 'ignore'] });
}

export async function statusOf(options: WalkOptions, line: string): Promise<string> {
  return readAnswer(await curl(argsOf(options, { line }))).status;
}

const TOLD = /^(?:allow|location|retry-after|www-authenticate|x-rate-limit[a-z-]*):/i;

function readAnswer(answer: string): {
  readonly status: string;
  readonly headers: readonly string[];
  readonly body: string;
} {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const [first = '', ...headers] = head.split('\r\n');
  return {
    status: first.split(' ')[1] ?? '',
    headers: headers.filter((line) => TOLD.test(line)),
    body: rest.join('\r\n\r\n'),
  };
}

/** Ports differ from run to run. */
function cell(text: string): string {
  return `\`${text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT').replaceAll('|', '\\|')}\``;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function shown(body: string, onlyShape: boolean): string {
  const json: unknown = JSON.parse(body);
  const refusal = refusalIn(json);
  if (refusal !== null) return refusal;
  return onlyShape || body.length > 320 ? describe(json, 2) : body;
}

/** A refusal of the whole call says its text twice: in `message`, and in `messages` with what it is about. */
function refusalIn(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('message' in json) || !('messages' in json)) return null;
  const [first]: readonly unknown[] = Array.isArray(json.messages) ? json.messages : [];
  if (typeof first !== 'object' || first === null) return null;
  const { object, property } = { object: null, property: null, ...first };
  return `${String(json.message)}${property === null ? '' : ` [${String(object)} ${String(property)}]`}`;
}

function describe(value: unknown, depth: number): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${describe(value[0], depth)}, …]`;
  if (typeof value !== 'object' || value === null) return '…';
  if (depth === 0) return '{…}';
  const fields = Object.entries(value).map(([name, inner]) =>
    typeof inner === 'object' && inner !== null && depth > 1 ? `${name}: ${describe(inner, depth - 1)}` : name,
  );
  return `{${fields.join(', ')}}`;
}
