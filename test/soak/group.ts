/** Things by their name, and how many there are of each. (`Map.groupBy` is not in every Node that we run on.) */

export function groupBy<T>(all: Iterable<T>, by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(by(one));
    if (group === undefined) groups.set(by(one), [one]);
    else group.push(one);
  }
  return groups;
}

export function countBy<T>(all: Iterable<T>, by: (one: T) => string): Map<string, number> {
  return new Map([...groupBy(all, by)].map(([name, group]) => [name, group.length]));
}

/** `a 3, b 1`. */
export function countsInWords(names: Iterable<string>): string {
  const counts = [...countBy(names, (name) => name)].map(([name, count]) => `${name} ${count}`);
  return counts.toSorted().join(', ');
}
