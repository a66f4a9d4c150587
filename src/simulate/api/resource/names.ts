/** Long tables of names, written as words and lines. In: the text. Out: the names in its order. */
export function namesIn(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
