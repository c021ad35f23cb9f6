import { useState } from "react";
import { useAsk } from "@/api/asking";
import { Picker, type Option } from "./Picker";
import { findPeopleQuery, namePersonQuery } from "./generated/pickers";
import { usePaused, type PickerProps } from "./useFinding";

/** A person by id. */
export function PersonPicker({ unit, ...props }: PickerProps & { unit?: string }) {
  const [text, setText] = useState("");
  const search = usePaused(text) || null;
  const { data, fetching } = useAsk(findPeopleQuery, { search, unit: unit ?? null });
  const chosen = typeof props.value === "string" ? props.value : "";
  const { data: named } = useAsk(namePersonQuery, { id: chosen }, { pause: !chosen });
  const found: Option[] =
    data?.people.edges.map(({ node }) => {
      const held = node.appointments.edges[0]?.node;
      return {
        value: node.id,
        label: node.name ?? node.id,
        note: held ? `${held.unit.name} ${held.post.label}` : "",
      };
    }) ?? [];
  const missing = named?.person && !found.some((one) => one.value === named.person?.id);
  const options = missing && named.person && !search
    ? [{ value: named.person.id, label: named.person.name ?? named.person.id }, ...found]
    : found;
  return <Picker {...props} options={options} finding={fetching} onSearch={setText} />;
}
