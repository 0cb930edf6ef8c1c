/**
 * Whether a text is what a filter's value stands for: `*` is any text, `?` one character, and a backslash makes the
 * character after it mean itself. Takes the product of both lengths at most. Pure. AWS: Filter of the EC2 API.
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  const wanted = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  let [at, next] = [0, 0];
  /** Where the latest `*` stands, and the first character that it has not taken yet. */
  let star: { readonly index: number; took: number } | undefined;
  while (at < text.length) {
    const part = wanted[next];
    if (part === '*') {
      star = { index: next, took: at };
      next += 1;
    } else if (part === '?' || part?.slice(-1) === text[at]) {
      at += 1;
      next += 1;
    } else if (star) {
      star.took += 1;
      [at, next] = [star.took, star.index + 1];
    } else return false;
  }
  return wanted.slice(next).every((part) => part === '*');
}
