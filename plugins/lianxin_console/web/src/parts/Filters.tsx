import { Input, Select } from "antd";
import type { ReactNode } from "react";
import { useWords } from "@/language/language";
import "./table.css";

const words = { all: ["全部", "All"] } as const;

export function Filters({ label, children }: { label: string; children: ReactNode }) {
  return <div className="sieve" role="search" aria-label={label}>{children}</div>;
}

/** One of the filters, under its name. */
export function Filter({ name, children }: { name: string; children: ReactNode }) {
  return <label><span>{name}</span>{children}</label>;
}

export function ChoiceFilter(
  { name, value, onChange, options }:
  {
    name: string; value: string; onChange: (value: string) => void;
    options: readonly { value: string; label: string }[];
  },
) {
  const say = useWords(words);
  return (
    <Filter name={name}>
      <Select
        aria-label={name} value={value} onChange={onChange} popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: "label" }}
        options={[{ value: "", label: say("all") }, ...options]}
      />
    </Filter>
  );
}

export function TextFilter(
  { name, value, onChange, type = "search" }:
  { name: string; value: string; onChange: (value: string) => void; type?: "search" | "date" },
) {
  return (
    <Filter name={name}>
      <Input type={type} value={value} allowClear={type === "search"} onChange={(e) => onChange(e.target.value)} />
    </Filter>
  );
}
