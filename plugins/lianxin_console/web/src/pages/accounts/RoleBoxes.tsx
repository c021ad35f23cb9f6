import { Checkbox } from "antd";
import { useWords } from "@/language/language";
import "./accounts.css";
import { useRoles } from "./useRoles";
import { words } from "./words";

/** All roles that may be given, those that are chosen ticked. */
export function RoleBoxes({ value, onChange }: { value: string[]; onChange: (roles: string[]) => void }) {
  const say = useWords(words);
  return (
    <fieldset className="role-boxes whole">
      <legend>{say("roles")}</legend>
      <Checkbox.Group options={useRoles()} value={value} onChange={onChange} />
    </fieldset>
  );
}
