import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, 'pattern.md');

export interface Picture {
  /** Title of the scenario that it shows. */
  readonly title: string;
  readonly file: string;
}

/** The pictures of the page on the pattern; the alternative text of each is its scenario's title. */
export function picturesOfPattern(): Picture[] {
  const found = [...readFileSync(PAGE, 'utf8').matchAll(/^!\[(?<title>[^\]]+)\]\((?<path>pattern\/[^)]+\.svg)\)$/gm)];
  const pictures = found.map(({ groups }) => ({ title: groups?.title ?? '', file: join(__dirname, groups?.path ?? '') }));
  return [...new Map(pictures.map((picture) => [picture.title, picture])).values()];
}
