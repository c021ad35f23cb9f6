// Types of every operation in src/**/*.graphql, beside it in generated/<name>.ts, from the SDL in
// schema/. Files named *.platform.graphql ask the platform, all others a locality.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, Kind, parse, print, validate } from "graphql";

const HERE = dirname(import.meta.dirname);
const SCHEMA = join(HERE, "../../../schema");
const SCALARS = { Date: "string", DateTime: "string", JSON: "unknown", ID: "string" };

const schemas = { core: read("core"), platform: read("platform") };

for (const file of graphqlFiles(join(HERE, "src"))) {
  const schema = schemas[file.endsWith(".platform.graphql") ? "platform" : "core"];
  const name = basename(file, ".graphql").replace(".platform", "");
  const folder = join(dirname(file), "generated");
  const document = parse(readFileSync(file, "utf-8"));
  const wrong = validate(schema, document);
  if (wrong.length) throw new Error(`${file}\n${wrong.join("\n")}`);
  mkdirSync(folder, { recursive: true });
  const types = await codegen({
    filename: name,
    schema: undefined,
    schemaAst: schema,
    documents: [{ location: file, document }],
    config: {
      scalars: SCALARS, useTypeImports: true, enumType: "string-literal", enumsAsTypes: true,
      avoidOptionals: { field: true }, skipTypename: false, nonOptionalTypename: false,
      defaultScalarType: "unknown",
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  });
  write(join(folder, `${name}.ts`), `${head()}${types}\n${documents(document)}`);
}

function read(name) {
  return buildSchema(readFileSync(join(SCHEMA, `${name}.graphql`), "utf-8"));
}

function graphqlFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".graphql"))
    .sort()
    .map((name) => join(folder, name));
}

function head() {
  return 'import type { TypedDocumentNode } from "urql";\n\n';
}

/** Each operation as text, with the fragments that it needs. */
function documents(document) {
  const fragments = new Map();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((definition) => {
      const type = definition.name.value + definition.operation.replace(/^./, (c) => c.toUpperCase());
      const text = [definition, ...needed(definition, fragments)].map(print).join("\n");
      return `export const ${constant(definition)} = ${JSON.stringify(text)} as unknown as `
        + `TypedDocumentNode<${type}, ${type}Variables>;\n`;
    })
    .join("\n");
}

function constant({ name, operation }) {
  return name.value.replace(/^./, (c) => c.toLowerCase()) + operation.replace(/^./, (c) => c.toUpperCase());
}

function needed(definition, fragments, found = new Set()) {
  for (const [, name] of print(definition).matchAll(/\.\.\.\s*(\w+)/g)) {
    const fragment = name !== "on" && fragments.get(name);
    if (fragment && !found.has(fragment)) {
      found.add(fragment);
      needed(fragment, fragments, found);
    }
  }
  return found;
}

function write(file, text) {
  try {
    if (readFileSync(file, "utf-8") === text) return;
  } catch { /* it is new */ }
  writeFileSync(file, text);
}
