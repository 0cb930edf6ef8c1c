import { finder, type Finding } from './finding.js';

const TEMPLATE = /\.(?:html?|ejs|pug|jade|hbs|handlebars|mustache|njk|nunjucks|jinja2?|j2|erb|haml|slim|twig|liquid|eta|tmpl|gohtml)$/;
const TEMPLATE_FOLDER = /^((?:[^/]+\/){0,3}?(?:templates|views))\//;
const STATIC_FOLDER = /^((?:[^/]+\/){0,2}?(?:public|static|assets))\//;

/** Folders of templates, and of what browsers fetch beside pages. Pure. */
export function pageFolders(paths: readonly string[]): Finding[] {
  const found = (folder: string): ReturnType<typeof finder> => finder('framework', `folder ${folder}`);
  const templates = foldersOf(paths.filter((path) => TEMPLATE.test(path)), TEMPLATE_FOLDER);
  const statics = foldersOf(paths, STATIC_FOLDER).filter((folder) => !templates.some((each) => folder.startsWith(`${each}/`)));
  return [...templates.flatMap((folder) => found(folder)('templates', folder)), ...statics.flatMap((folder) => found(folder)('statics', folder))];
}

const foldersOf = (paths: readonly string[], wanted: RegExp): string[] => [...new Set(paths.flatMap((path) => wanted.exec(path)?.[1] ?? []))];
