import { useState } from "react";
import { useAsk } from "@/api/asking";
import { Picker, type Option } from "./Picker";
import { findUnitsQuery, nameUnitQuery } from "./generated/pickers";
import { usePaused, type PickerProps } from "./useFinding";

/** A unit by its code. */
export function UnitPicker({ kind, ...props }: PickerProps & { kind?: string[] }) {
  const [text, setText] = useState("");
  const search = usePaused(text) || null;
  const { data, fetching } = useAsk(findUnitsQuery, { search, kind: kind ?? null });
  const chosen = typeof props.value === "string" ? props.value : "";
  const { data: named } = useAsk(nameUnitQuery, { code: chosen }, { pause: !chosen });
  const found: Option[] =
    data?.units.edges.map(({ node }) => ({
      value: node.code, label: node.name, note: `${node.kind.label} ${node.code}`,
    })) ?? [];
  const missing = named?.unit && !found.some((one) => one.value === named.unit?.code);
  const options = missing && named.unit && !search
    ? [{ value: named.unit.code, label: named.unit.name }, ...found]
    : found;
  return <Picker {...props} options={options} finding={fetching} onSearch={setText} />;
}
