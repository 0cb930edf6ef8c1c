/**
 * Parameters of a form as the tree that the dots in their names spell. A node has text, children or, when a client
 * contradicts itself, both. Children are kept in a Map, so that no name (`__proto__`, `constructor`) means anything.
 */
export interface FormNode {
  readonly text?: string;
  readonly children?: ReadonlyMap<string, FormNode>;
}

/** No input of these APIs is nested as deep; what is has no meaning and is left out. */
const DEEPEST = 32;

/** Takes the last of equal names, as a map would. */
export function formTree(parameters: Iterable<readonly [string, string]>): FormNode {
  const root: GrowingNode = {};
  for (const [name, text] of parameters) {
    const steps = name.split('.', DEEPEST + 1);
    if (steps.length <= DEEPEST) nodeAt(root, steps).text = text;
  }
  return root;
}

interface GrowingNode {
  text?: string;
  children?: Map<string, GrowingNode>;
}

function nodeAt(root: GrowingNode, steps: readonly string[]): GrowingNode {
  let node = root;
  for (const step of steps) {
    const children = (node.children ??= new Map());
    let next = children.get(step);
    if (!next) children.set(step, (next = {}));
    node = next;
  }
  return node;
}
