// graphql-codegen's client preset with persisted documents, and tsc over what it writes.
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { post, urls } from "../server.mjs";
import { folder, tool } from "../work.mjs";

const COMPONENT = `
import { graphql } from "./gql";
import type { CasesQuery } from "./gql/graphql";
export const cases = graphql(/* GraphQL */ \`query Cases($first: Int) {
  cases(first: $first) { edges { node { code title dueAt step { phase } } } pageInfo { endCursor } }
}\`);
export const submit = graphql(/* GraphQL */ \`mutation Submit($input: SubmitCaseInput!) {
  submitCase(input: $input) { case { code } errors { code ... on RuleRefusal { rule { code } } } }
}\`);
export const titles = (found: CasesQuery): string[] => found.cases.edges.map((e) => e.node.title);
`;

export async function codegen() {
  const config = {
    schema: urls.sdl,
    documents: ["src/*.ts"],
    generates: {
      "src/gql/": {
        preset: "client",
        presetConfig: { persistedDocuments: { hashAlgorithm: "sha256" } },
        config: { useTypeImports: true },
      },
    },
  };
  const path = await folder("codegen", {
    "codegen.json": JSON.stringify(config),
    "src/cases.ts": COMPONENT,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        module: "esnext",
        moduleResolution: "bundler",
        target: "es2022",
        types: [],
      },
      include: ["src"],
    }),
  });
  await tool("graphql-codegen-esm", ["--config", "codegen.json"], path);
  await tool("tsc", ["-p", "."], path);
  const manifest = JSON.parse(await readFile(join(path, "src/gql/persisted-documents.json"), "utf8"));
  const [id, query] = Object.entries(manifest).find(([, text]) => text.includes("query Cases"));
  const documentId = id.startsWith("sha256:") ? id : `sha256:${id}`;
  const first = await post({ documentId, query, variables: { first: 2 } });
  assert.equal(first.errors, undefined, JSON.stringify(first.errors));
  assert.deepEqual(await post({ documentId, variables: { first: 2 } }), first);
  return "types generated and checked, a document run by documentId";
}
