/** A name in at most so many characters: what Terraform names begins alike, and ends with what tells it apart. Pure. */
export function withoutMiddle(name: string, most: number): string {
  if (name.length <= most) return name;
  const end = Math.ceil((most - 1) * 0.6);
  return `${name.slice(0, most - 1 - end)}…${name.slice(-end)}`;
}
