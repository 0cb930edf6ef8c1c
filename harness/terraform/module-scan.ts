import { blocksOf, stringAttribute, type HclBlock } from './hcl-blocks.js';

/** One `provider` block of a module, by the module's own name for the provider. */
export interface ProviderBlock {
  readonly name: string;
  readonly alias?: string;
}

/** What a module's files say that the override file and the copy need to know. */
export interface ModuleScan {
  /** Configurations of the AWS provider, each once. */
  readonly providers: readonly ProviderBlock[];
  /** Sources of modules that are folders: they begin with `./` or `../`. */
  readonly localModules: readonly string[];
  /** Every word of the files, wherever it stands. */
  readonly words: ReadonlySet<string>;
}

export interface ModuleFile {
  readonly name: string;
  readonly text: string;
}

const AWS_SOURCE = /(?:^|\/)hashicorp\/aws$/;

/** Terraform merges these into the blocks of the other files. */
export const isOverride = (name: string): boolean => /(?:^|_)override\.tf(?:\.json)?$/.test(name);

export const isTerraformFile = (name: string): boolean => /\.tf(?:\.json)?$/.test(name) && !name.startsWith('.');

/** Reads a module's files; those that Terraform will not be able to read either say nothing. */
export function scanModule(files: readonly ModuleFile[]): ModuleScan {
  const blocks = files.flatMap(({ name, text }) => (name.endsWith('.json') ? blocksOfJson(text) : blocksOf(text).map(ofBlock)));
  const names = awsNames(blocks);
  const providers = blocks
    .filter(({ type, label }) => type === 'provider' && names.includes(label))
    .map(({ label, attribute }) => ({ name: label, alias: attribute('alias') }))
    .map(({ name, alias }) => (alias === undefined ? { name } : { name, alias }));
  return {
    providers: [...new Map(providers.map((block) => [JSON.stringify(block), block])).values()],
    localModules: blocks.filter(({ type }) => type === 'module').flatMap(({ attribute }) => attribute('source') ?? []).filter((source) => /^\.\.?\//.test(source)),
    words: new Set(files.flatMap(({ text }) => text.match(/[A-Za-z_]\w*/g) ?? [])),
  };
}

interface AnyBlock {
  readonly type: string;
  readonly label: string;
  readonly attribute: (name: string) => string | undefined;
  /** Providers' sources by the module's own names, of a `terraform` block. */
  readonly sources: readonly (readonly [string, string])[];
}

/** A module may call the provider what it likes; `aws` is its name where the module says nothing. */
function awsNames(blocks: readonly AnyBlock[]): string[] {
  const sources = blocks.flatMap((block) => block.sources);
  const named = sources.filter(([, source]) => AWS_SOURCE.test(source)).map(([name]) => name);
  return sources.some(([name]) => name === 'aws') ? named : [...named, 'aws'];
}

function ofBlock(block: HclBlock): AnyBlock {
  return {
    type: block.type,
    label: block.labels[0] ?? '',
    attribute: (name) => stringAttribute(block, name),
    sources: block.type === 'terraform' ? sourcesIn(block) : [],
  };
}

function sourcesIn({ body }: HclBlock): [string, string][] {
  return blocksOf(body)
    .filter(({ type }) => type === 'required_providers')
    .flatMap(({ body }) => [...body.matchAll(/([\w-]+)"?\s*[=:]\s*\{[^}]*?\bsource"?\s*[=:]\s*"([^"]+)"/g)].map(([, name = '', source = '']): [string, string] => [name, source]));
}

type Json = Readonly<Record<string, unknown>>;

function blocksOfJson(text: string): AnyBlock[] {
  const root = objects(parsed(text));
  return root.flatMap((file) => [
    ...['provider', 'module'].flatMap((type) =>
      objects(file[type]).flatMap((labelled) =>
        Object.entries(labelled).flatMap(([label, bodies]) => objects(bodies).map((body): AnyBlock => ({ type, label, attribute: (name) => textOf(body[name]), sources: [] }))),
      ),
    ),
    ...objects(file.terraform).map((body): AnyBlock => ({ type: 'terraform', label: '', attribute: () => undefined, sources: sourcesInJson(body) })),
  ]);
}

function sourcesInJson(body: Json): [string, string][] {
  return objects(body.required_providers)
    .flatMap((required) => Object.entries(required))
    .flatMap(([name, requirement]) => objects(requirement).map(({ source }): [string, string] => [name, textOf(source) ?? '']));
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value : [value]).filter((each): each is Json => typeof each === 'object' && each !== null);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
