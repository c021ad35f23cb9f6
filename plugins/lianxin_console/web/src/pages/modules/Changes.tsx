import { useWords } from "@/language/language";
import { Table } from "@/parts/Table";
import type { ChangedFragment } from "./generated/modules";
import { words } from "./words";

/** Each setting with where its value came from and comes from. */
export function Changes({ changes, names }: { changes: ChangedFragment[]; names: (name: string) => string }) {
  const say = useWords(words);
  const show = useShown();
  return (
    <Table
      label={say("changes")} rows={changes} keyOf={(one) => one.name} empty={say("noChange")}
      columns={[
        { name: say("name"), show: (one) => names(one.name) },
        { name: say("from"), show: (one) => <Value of={show(one.from)} origin={one.fromOrigin} /> },
        { name: say("to"), show: (one) => <strong><Value of={show(one.to)} origin={one.origin} /></strong> },
        { name: say("source"), show: (one) => show(one.sourceValue) },
        { name: say("parent"), show: (one) => (one.parentValue === null ? "—" : show(one.parentValue)) },
      ]}
    />
  );
}

function Value({ of, origin }: { of: string; origin: string }) {
  const say = useWords(words);
  const named = `origin.${origin}`;
  return <>{of} <span className="quiet origin">{named in words ? say(named as keyof typeof words) : origin}</span></>;
}

/** A figure as one reads it. */
export function useShown() {
  const say = useWords(words);
  return (value: unknown): string => {
    if (value === null || value === undefined || value === "") return say("unset");
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
}
