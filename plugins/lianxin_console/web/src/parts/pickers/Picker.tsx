import { Select, Spin } from "antd";
import { useWords } from "@/language/language";
import type { PickerProps } from "./useFinding";

const words = {
  find: ["输入名称查找", "Type to search"],
  none: ["没有找到", "Nothing found"],
} as const;

export interface Option {
  value: string;
  label: string;
  note?: string;
}

/** Chooses one of many that the server finds, or several. */
export function Picker(
  { options, finding, onSearch, many, value, onChange, placeholder, label, ...rest }:
  PickerProps & { options: Option[]; finding: boolean; onSearch: (text: string) => void },
) {
  const say = useWords(words);
  return (
    <Select
      {...rest}
      className="picker"
      mode={many ? "multiple" : undefined}
      value={value || undefined}
      onChange={(next: unknown) => onChange?.(next as never)}
      showSearch={{ filterOption: false, onSearch }}
      options={options}
      optionRender={({ data }) => (
        <span className="row between">
          <span>{data.label}</span><span className="quiet">{data.note}</span>
        </span>
      )}
      loading={finding}
      placeholder={placeholder ?? say("find")}
      aria-label={label}
      notFoundContent={finding ? <Spin size="small" /> : say("none")}
    />
  );
}
