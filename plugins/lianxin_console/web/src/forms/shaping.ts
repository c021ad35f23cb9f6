import type { RJSFSchema, UiSchema } from "@rjsf/utils";

/** What Pydantic says and a form cannot show, said so that it can. */
export function shaped(schema: unknown): RJSFSchema {
  const root = schema as RJSFSchema;
  return shape(root, root.$defs ?? {});
}

function shape(given: RJSFSchema, known: Record<string, unknown>): RJSFSchema {
  const schema = withoutNull(resolved(given, known));
  const kept: RJSFSchema = { ...schema };
  if (schema.properties) kept.properties = each(schema.properties, known);
  if (schema.items && typeof schema.items === "object" && !Array.isArray(schema.items)) {
    kept.items = shape(schema.items, known);
  }
  return named(kept, known);
}

/** `X | None` is a choice of two: the form shows X, and empty is none. */
function withoutNull(schema: RJSFSchema): RJSFSchema {
  const branches = schema.anyOf as RJSFSchema[] | undefined;
  const real = branches?.filter((branch) => branch.type !== "null") ?? [];
  if (!branches || real.length !== 1 || real.length === branches.length) return schema;
  const { anyOf: _, ...rest } = schema;
  return { ...real[0], ...rest };
}

function resolved(schema: RJSFSchema, known: Record<string, unknown>): RJSFSchema {
  const name = schema.$ref?.split("/").at(-1);
  if (!name) return schema;
  const { $ref: _, ...rest } = schema;
  return { ...(known[name] as RJSFSchema), ...rest };
}

/** A value for each of some names: a field for each, instead of names to be typed. */
function named(schema: RJSFSchema, known: Record<string, unknown>): RJSFSchema {
  const names = (schema.propertyNames as RJSFSchema | undefined)?.enum as string[] | undefined;
  const value = schema.additionalProperties;
  if (!names || typeof value !== "object") return schema;
  const { propertyNames: _, additionalProperties: __, ...rest } = schema;
  const field = (name: string) => [name, { title: name, ...shape(value, known) }];
  return { ...rest, properties: Object.fromEntries(names.map(field)) };
}

function each(properties: NonNullable<RJSFSchema["properties"]>, known: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name, typeof property === "object" ? shape(property, known) : property,
    ]),
  );
}

const LONG = 500;
const PICKED: Record<string, string> = { "unit-code": "unit", "person-id": "person" };

/** How each field is shown, by what it holds. */
export function shownAs(schema: RJSFSchema): UiSchema {
  const shown: UiSchema = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (typeof property === "object") shown[name] = { ...fieldShownAs(property), ...shownAs(property) };
  }
  return shown;
}

function fieldShownAs(schema: RJSFSchema): UiSchema {
  const items = schema.items as RJSFSchema | undefined;
  const one = PICKED[schema.format ?? ""];
  const many = PICKED[items?.format ?? ""];
  if (one) return { "ui:widget": one };
  if (many) return { "ui:widget": many, "ui:options": { many: true } };
  if (schema.type === "boolean") return { "ui:widget": "radio", "ui:options": { inline: true } };
  if (schema.type === "string" && !schema.oneOf && (schema.maxLength ?? 0) > LONG) {
    return { "ui:widget": "textarea", "ui:options": { rows: 3 } };
  }
  return {};
}
