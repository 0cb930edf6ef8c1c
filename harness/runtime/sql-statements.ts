/** What a `;` can stand in without ending a statement, and what opens or closes such a thing. A quote of the end is missing at most once, at the end of the text. */
const TOKEN =
  /--[^\n]*|\/\*|E'(?:[^'\\]+|\\[\s\S]|'')*(?:'|$)|'[^']*(?:'|$)|"[^"]*(?:"|$)|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|begin\s+atomic\b|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[;()]/gi;

/** How deep a place is in what belongs to one statement. */
interface Depth {
  readonly parentheses: number;
  /** In a body that is written as SQL, between `begin atomic` and its `end`; each `case` in it has an `end` too. */
  readonly body: number;
}

/**
 * The statements of an SQL text as Postgres reads it, without the `;` that ends each: one in a string, a quoted name, a
 * dollar-quoted body, a comment, parentheses or a body written as SQL ends none. Pure.
 */
export function statementsOf(sql: string): string[] {
  const statements: string[] = [];
  const tokens = new RegExp(TOKEN);
  let depth: Depth = { parentheses: 0, body: 0 };
  let start = 0;
  for (let found = tokens.exec(sql); found; found = tokens.exec(sql)) {
    const [token] = found;
    if (token === ';' && depth.parentheses === 0 && depth.body === 0) {
      statements.push(sql.slice(start, found.index));
      start = tokens.lastIndex;
    } else if (token === '/*') {
      tokens.lastIndex = endOfComment(sql, tokens.lastIndex);
    } else if (token.startsWith('$')) {
      const end = sql.indexOf(token, tokens.lastIndex);
      tokens.lastIndex = end < 0 ? sql.length : end + token.length;
    } else {
      depth = deeper(depth, token.toLowerCase());
    }
  }
  return [...statements, sql.slice(start)].map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** Comments of this kind lie in each other. */
function endOfComment(sql: string, from: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  let depth = 1;
  while (depth > 0) {
    const mark = marks.exec(sql);
    if (!mark) return sql.length;
    depth += mark[0] === '/*' ? 1 : -1;
  }
  return marks.lastIndex;
}

function deeper({ parentheses, body }: Depth, token: string): Depth {
  if (token === '(') return { parentheses: parentheses + 1, body };
  if (token === ')') return { parentheses: Math.max(0, parentheses - 1), body };
  if (token.startsWith('begin') && token.endsWith('atomic')) return { parentheses, body: body + 1 };
  if (body > 0 && token === 'case') return { parentheses, body: body + 1 };
  if (body > 0 && token === 'end') return { parentheses, body: body - 1 };
  return { parentheses, body };
}
