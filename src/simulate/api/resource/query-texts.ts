/** What a query says, as texts: values of a parameter in all ways of giving several, and ids to delete. */
/** `ids=1;2`, `ids[]=1&ids[]=2` and the parameter twice come to the same (the first two are documented). */
export function textsFor(query: URLSearchParams, name: string): readonly string[] {
  return [...query.getAll(name), ...query.getAll(`${name}[]`)];
}

/** `1;2;3`. */
export function splitList(text: string): readonly string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Ids to delete: in the path, in `id` or the like, or in a list. */
export function idsIn(query: URLSearchParams, names: readonly string[], pathId: string | null): readonly string[] {
  const given = names.flatMap((name) => textsFor(query, name)).flatMap(splitList);
  return [...new Set([...(pathId === null ? [] : [pathId]), ...given])];
}
