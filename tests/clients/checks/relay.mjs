// The Relay compiler: a connection, a refetchable fragment, a mutation, persisted queries.
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { post, sdl } from "../server.mjs";
import { folder, tool } from "../work.mjs";

const COMPONENT = `
import { graphql } from "react-relay";
graphql\`query AppQuery { viewer { username } ...App_cases }\`;
graphql\`
  fragment App_cases on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" })
  @refetchable(queryName: "AppCasesPaginationQuery") {
    cases(first: $count, after: $cursor) @connection(key: "App_cases") {
      edges { node { id ...App_case } }
    }
  }\`;
graphql\`
  fragment App_case on Case @refetchable(queryName: "AppCaseRefetchQuery") {
    code title step { label phase }
  }\`;
graphql\`
  mutation AppSubmitMutation($input: SubmitCaseInput!) {
    submitCase(input: $input) {
      case { ...App_case }
      errors { __typename code message ... on RuleRefusal { rule { code } } }
    }
  }\`;
graphql\`subscription AppChangedSubscription($after: String) {
  caseChanged(after: $after) { cursor case { id ...App_case } }
}\`;
`;

export async function relay() {
  const path = await folder("relay", {
    "relay.config.json": JSON.stringify({
      src: "./src",
      schema: "./schema.graphql",
      language: "typescript",
      eagerEsModules: true,
      persistConfig: { file: "./persisted.json", algorithm: "SHA256" },
    }),
    "schema.graphql": await sdl(),
    // The compiler adds to this file and does not make it.
    "persisted.json": "{}",
    "src/App.ts": COMPONENT,
  });
  await tool("relay-compiler", ["--noWatchman", "relay.config.json"], path);
  const persisted = JSON.parse(await readFile(join(path, "persisted.json"), "utf8"));
  const documents = Object.entries(persisted);
  assert.equal(documents.length, 5);
  const [hash, text] = documents.find(([, text]) => text.includes("query AppQuery"));
  const full = await post({ documentId: hash, query: text, operationName: "AppQuery" });
  assert.equal(full.errors, undefined, JSON.stringify(full.errors));
  const short = await post({ documentId: hash, operationName: "AppQuery" });
  assert.deepEqual(short, full);
  return `${documents.length} documents compiled, one run by its bare hash`;
}
