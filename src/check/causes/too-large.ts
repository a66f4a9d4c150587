/**
 * The body is larger than what reads it allows. In: a 413. Out: whose limit that is, and how to raise it; null where
 * nobody gives himself away, since core's advice knows the usual ones.
 */
import { describeSize } from '../../core/advice.ts';
import type { Cause } from './cause.ts';
import { frameworkOf, type Framework } from './framework.ts';

/** 5000 records, the most a call has, are 0.3 to 0.8 MB, depending on the event (measured with generated records). */
const LIMITS: Readonly<Partial<Record<Framework, string>>> = {
  Express: "Express reads JSON up to 100 kB by default: express.json({ limit: '2mb' }).",
  NestJS:
    "NestJS on Express reads JSON up to 100 kB by default: NestFactory.create<NestExpressApplication>(...), then app.useBodyParser('json', { limit: '2mb' }); on Fastify new FastifyAdapter({ bodyLimit: 2_000_000 }).",
  Fastify: 'Fastify has a bodyLimit (1 MiB by default), here a smaller one: Fastify({ bodyLimit: 2_000_000 }).',
  Flask: "Flask has no limit of its own, so one was set: app.config['MAX_CONTENT_LENGTH'] = 2_000_000.",
  nginx: 'The answer is from nginx in front of the handler: client_max_body_size 2m;',
};

export const tooLarge: Cause = (answer, { bytes }) => {
  if (answer.status !== 413) return null;
  const framework = frameworkOf(answer);
  const limit = framework === null ? undefined : LIMITS[framework];
  return limit === undefined ? null : `The body of ${describeSize(bytes)} is larger than the handler takes. ${limit}`;
};
