// What operations a document holds: enough of GraphQL's grammar to name them.
const SKIPPED = /#[^\n]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/g;

/** `[{ kind, name }]` in order; `{ … }` alone is a query without a name. */
export function operationsOf(text) {
  const found = [];
  let depth = 0;
  const plain = text.replace(SKIPPED, " ");
  for (const match of plain.matchAll(/[{}]|\b(query|mutation|subscription|fragment)\b\s*([_A-Za-z]\w*)?/g)) {
    if (match[0] === "{") {
      if (depth === 0 && !opensDefinition(plain.slice(0, match.index))) found.push({ kind: "query" });
      depth += 1;
    } else if (match[0] === "}") depth -= 1;
    else if (depth === 0 && match[1] !== "fragment") found.push({ kind: match[1], name: match[2] });
  }
  return found;
}

/** Whether the text before a brace is the head of a definition, with or without variables. */
function opensDefinition(before) {
  const head = before.slice(before.lastIndexOf("}") + 1).trim();
  return head !== "";
}
