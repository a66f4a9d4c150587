/** A 201 that nobody chose. In: a 201. Out: whose default it is; null where core's advice says it as well. */
import { headerOf, type Cause } from './cause.ts';
import { frameworkOf } from './framework.ts';

export const created: Cause = (answer) => {
  if (answer.status !== 201) return null;
  // Express has no status of its own but 200, so a 201 behind its header is NestJS or somebody's choice.
  if (headerOf(answer, 'x-powered-by') === 'Express') {
    return 'NestJS answers every POST with 201 by default: put @HttpCode(204) on the route. In plain Express some code sets the 201: response.sendStatus(204).';
  }
  return BY_FRAMEWORK.get(frameworkOf(answer) ?? 'none') ?? null;
};

const BY_FRAMEWORK: ReadonlyMap<string, string> = new Map([
  ['Django', "Django REST framework's create views answer 201: return Response(status=204) from a view of your own."],
  ['FastAPI', 'The route asks for it: @app.post(..., status_code=204).'],
  [
    'Laravel',
    'Laravel answers 201 when a route returns a model that was just created: return response()->noContent().',
  ],
]);
