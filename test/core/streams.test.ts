import { expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { createStreams } from '../../src/core/streams.ts';

it('gives the streams that the seed gives', () => {
  const { random } = createStreams('seed');
  expect(random.fork('a').fork('b').next()).toBe(createRandom('seed').fork('a').fork('b').next());
});

it('lets every stream go on from where it stood', () => {
  const streams = createStreams('seed');
  const forks = (from: typeof streams): readonly (() => number)[] => {
    const a = from.random.fork('a');
    const [b, c] = [a.fork('b'), from.random.fork('c')];
    return [() => a.next(), () => b.next(), () => c.int(0, 1000)];
  };
  const draws = forks(streams);
  for (const draw of draws) for (let times = 0; times < 3; times += 1) draw();
  const resumed = forks(createStreams('seed', JSON.parse(JSON.stringify(streams.save()))));
  expect(resumed.map((draw) => draw())).toEqual(draws.map((draw) => draw()));
});

it('does not remember what is forked after it was sealed', () => {
  const streams = createStreams('seed');
  const kept = streams.random.fork('kept');
  streams.seal();
  kept.fork('passing').next();
  expect(Object.keys(streams.save())).toEqual(['', 'kept']);
});
