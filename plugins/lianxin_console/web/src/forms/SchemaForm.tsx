import { Form } from "@rjsf/antd";
import type { ErrorSchema, RJSFSchema, UiSchema, WidgetProps } from "@rjsf/utils";
import { useMemo, type ReactNode } from "react";
import type { UserError } from "@/api/asking";
import { useWords } from "@/language/language";
import { PersonPicker } from "@/parts/pickers/PersonPicker";
import { UnitPicker } from "@/parts/pickers/UnitPicker";
import "./form.css";
import { shaped, shownAs } from "./shaping";
import { validator } from "./validator";

const words = { yes: ["是", "Yes"], no: ["否", "No"] } as const;

export type Values = Record<string, unknown>;

/** A form of JSON Schema. What the server says of a field stands beside it; what it says besides
 * is the caller's to show (`Refusals`). `children`: the buttons. `tag`: "div" inside another form. */
export function SchemaForm(
  { schema, values, onChange, onSubmit, errors = [], disabled, uiSchema, children, label, tag }:
  {
    schema: unknown; values: Values; onChange: (values: Values) => void;
    onSubmit?: (values: Values) => void; errors?: readonly UserError[]; disabled?: boolean;
    uiSchema?: UiSchema; children?: ReactNode; label?: string; tag?: "form" | "div";
  },
) {
  const say = useWords(words);
  const form = useMemo(() => shaped(schema), [schema]);
  const shown = useMemo(
    () => withAnswers({ ...shownAs(form), ...uiSchema }, form, [say("yes"), say("no")]),
    [form, uiSchema, say],
  );
  return (
    <Form
      tagName={tag} className="schema-form" aria-label={label} schema={{ ...form, title: "", description: "" }} uiSchema={shown}
      formData={values} validator={validator} widgets={WIDGETS} disabled={disabled}
      noHtml5Validate showErrorList={false} extraErrors={beside(errors, form)}
      formContext={{ descriptionLocation: "below" }}
      experimental_defaultFormStateBehavior={{ emptyObjectFields: "skipDefaults" }}
      onChange={({ formData }) => onChange((formData ?? {}) as Values)}
      onSubmit={({ formData }) => onSubmit?.((formData ?? {}) as Values)}
    >
      {children ?? <></>}
    </Form>
  );
}

const WIDGETS = { unit: UnitWidget, person: PersonWidget };

function UnitWidget({ id, value, onChange, disabled, options, required }: WidgetProps) {
  return (
    <UnitPicker
      id={id} value={value} onChange={onChange} disabled={disabled} many={Boolean(options.many)}
      allowClear={!required}
    />
  );
}

function PersonWidget({ id, value, onChange, disabled, options, required }: WidgetProps) {
  return (
    <PersonPicker
      id={id} value={value} onChange={onChange} disabled={disabled} many={Boolean(options.many)}
      allowClear={!required}
    />
  );
}

function withAnswers(shown: UiSchema, schema: RJSFSchema, names: string[]): UiSchema {
  const booleans = Object.entries(schema.properties ?? {}).filter(
    ([, property]) => typeof property === "object" && property.type === "boolean",
  );
  const named = booleans.map(([name]) => [name, { ...shown[name], "ui:enumNames": names }]);
  return { ...shown, ...Object.fromEntries(named) };
}

/** Errors by the field that they name. */
function beside(errors: readonly UserError[], schema: RJSFSchema): ErrorSchema {
  const found: Record<string, { __errors: string[] }> = {};
  for (const { path, message } of errors) {
    const name = path.find((part) => schema.properties && part in schema.properties);
    if (name) (found[name] ??= { __errors: [] }).__errors.push(message);
  }
  return found as ErrorSchema;
}
