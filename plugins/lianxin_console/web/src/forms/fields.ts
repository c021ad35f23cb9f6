interface Field {
  name: string;
  label: string;
  required: boolean;
  schema: unknown;
}

/** One form of what an action asks for. */
export function formOf(fields: readonly Field[]): unknown {
  return {
    type: "object",
    required: fields.filter((field) => field.required).map((field) => field.name),
    properties: Object.fromEntries(fields.map((field) => [field.name, field.schema])),
  };
}
