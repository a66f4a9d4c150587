/**
 * `init`: asks for shop, events and handler, and writes `upgates-dev.config.json` and `.env` into the working directory.
 * Nothing is written before the last answer, nothing is sent, and what stood there already stays.
 */
import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { mistake, type ExitCode } from '../../core/failure.ts';
import { CONFIG_NAME, findUpward } from '../../settings/config-file.ts';
import {
  configText,
  envText,
  ignoreText,
  readEventsAnswer,
  readForwardAnswer,
  readInitSettings,
  readSecretAnswer,
  readShopAnswer,
  type Credentials,
  type InitAnswers,
} from '../../settings/init.ts';
import { line } from '../../show/present/line.ts';
import { sourcesOf, type Invocation } from '../command.ts';
import { createPrinter } from '../printer.ts';
import { openQuestions, type Questions } from './questions.ts';
import { readOwnFile, writeOwnFile } from './write-file.ts';

/** Throws `Failure`: exit 2 where nobody can be asked, 3 for the disk, 130 when it was left before the end. */
export async function runInit(invocation: Invocation): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readInitSettings(sourcesOf(invocation));
  if (!settings.canAsk) {
    throw mistake(
      'init-terminal',
      'init asks questions, and here is nobody to answer them.',
      `Write ${CONFIG_NAME} yourself, such as {"event": ["Orders.*"], "forward": ["3000"]}; credentials go into .env.`,
    );
  }
  const printer = createPrinter(settings, io);
  printer.remark([line('Enter takes what stands in brackets. Nothing is written before the last answer.', 'dim')]);
  const questions = openQuestions(io);
  const files = filesIn(io.cwd);
  const answers = await answersTo(questions, settings.before).finally(() => questions.close());
  for (const { path, text, mode } of changes(files, answers)) {
    writeOwnFile(path, text, mode);
    printer.remark([line(`Written: ${relative(io.cwd, path) || path}`, 'good')]);
  }
  printer.remark(nextSteps(answers).map((text) => line(text)));
  return 0;
}

async function answersTo({ ask }: Questions, before: InitAnswers): Promise<InitAnswers> {
  const apiUrl = await ask({
    text: "Address of the shop's API, such as https://demoshop.admin.s1.upgates.com, or - for the simulated shop",
    fallback: before.shop?.apiUrl ?? '-',
    read: (text) => (text === '-' ? null : readShopAnswer(text)),
  });
  const shop = apiUrl === null ? null : await credentialsFor({ ask }, apiUrl, before.shop);
  const events = await ask({
    text: 'Events, such as Orders.* Products.update',
    fallback: before.events.join(' ') || (shop === null ? '*' : 'Orders.*'),
    read: readEventsAnswer,
  });
  const forward = await ask({
    text: 'Your handler: a port, host:port/path or a URL, or - for none yet',
    fallback: before.forward.join(' ') || '3000',
    read: (text) => (text === '-' ? [] : readForwardAnswer(text)),
  });
  return { shop, events, forward };
}

async function credentialsFor(
  { ask }: Pick<Questions, 'ask'>,
  apiUrl: string,
  before: Credentials | null,
): Promise<Credentials> {
  const read = readSecretAnswer;
  const login = await ask({ text: "The API user's login", fallback: before?.login ?? '', read });
  const key = await ask({ text: 'Its key (not shown)', fallback: before?.key ?? '', read, isSecret: true });
  return { apiUrl, login, key };
}

interface Files {
  readonly config: string;
  readonly env: string;
  readonly ignore: string;
  readonly isInGit: boolean;
  /** Where an editor finds the schema; null where we are not installed in the project. */
  readonly schema: string | null;
  readonly before: Readonly<Record<'config' | 'env' | 'ignore', string | null>>;
}

function filesIn(cwd: string): Files {
  const [config, env, ignore] = [join(cwd, CONFIG_NAME), join(cwd, '.env'), join(cwd, '.gitignore')];
  const schema = './node_modules/upgates-dev/docs/config.schema.json';
  return {
    config,
    env,
    ignore,
    isInGit: findUpward(cwd, ['.git'], existsSync) !== null,
    schema: existsSync(join(cwd, schema)) ? schema : null,
    before: { config: readOwnFile(config), env: readOwnFile(env), ignore: readOwnFile(ignore) },
  };
}

interface Change {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** `.gitignore` first: the key is never in a file that git would take up. */
function changes(files: Files, answers: InitAnswers): readonly Change[] {
  const { config, env, ignore, before, isInGit, schema } = files;
  const { shop } = answers;
  const ignored = shop !== null && isInGit ? ignoreText(before.ignore) : null;
  return [
    ...(ignored === null ? [] : [{ path: ignore, text: ignored, mode: modeOf(ignore) }]),
    ...(shop === null ? [] : [{ path: env, text: envText(before.env, shop), mode: 0o600 }]),
    { path: config, text: configText(before.config, answers, schema), mode: modeOf(config) },
  ];
}

/** As it was; a new one as the umask has it. */
function modeOf(path: string): number {
  return (statSync(path, { throwIfNoEntry: false })?.mode ?? 0o666) & 0o777;
}

function nextSteps({ shop }: InitAnswers): readonly string[] {
  if (shop === null) return ['Next: upgates-dev. The simulated shop needs no account; its first call comes at once.'];
  return ['Next: upgates-dev doctor (one API call says whether login and key are right), then upgates-dev.'];
}
