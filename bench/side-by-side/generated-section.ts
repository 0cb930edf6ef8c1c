/**
 * The text with what stands between a section's two marks replaced.
 * @throws Error when it has not both marks, in their order. Pure.
 */
export function withSection(text: string, name: string, body: string): string {
  const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`expected the marks "${begin}" and "${end}", found not both in their order: put them where the section belongs`);
  return `${text.slice(0, from + begin.length)}\n\n${body.trim()}\n\n${text.slice(to)}`;
}
