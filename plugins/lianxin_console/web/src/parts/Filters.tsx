import { Input, Select } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
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
  const [text, setText, settle] = useTyped(value, onChange);
  return (
    <Filter name={name}>
      <Input
        type={type} value={text} allowClear={type === "search"} onBlur={settle}
        onChange={(e) => setText(e.target.value)}
      />
    </Filter>
  );
}

/** What is typed stands there at once, though the address tells it a moment later: what comes back
 * of it is not put over what was typed since. */
function useTyped(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const said = useRef<string[]>([]);
  useEffect(() => {
    const heard = said.current.indexOf(value);
    said.current = heard < 0 ? [] : said.current.slice(heard + 1);
    if (heard < 0) setText(value);
  }, [value]);
  const type = (next: string) => {
    said.current.push(next);
    setText(next);
    onChange(next);
  };
  const settle = () => {
    said.current = [];
  };
  return [text, type, settle] as const;
}
