import { App, Input } from "antd";
import { useState } from "react";
import { useDo } from "@/api/asking";
import { useWords } from "@/language/language";
import { AskField, AskForm } from "@/parts/AskForm";
import { useFocusBack } from "@/parts/useFocusBack";
import {
  endSessionsMutation, resetPasswordMutation, setDisabledMutation, setRolesMutation, unlockMutation,
} from "./generated/accounts";
import type { Account } from "./OneAccount";
import { RoleBoxes } from "./RoleBoxes";
import { words } from "./words";

export type Deed = "reset" | "unlock" | "close" | "reopen" | "setRoles" | "endAll";

const NOTES = {
  reset: "resetNote", unlock: "unlockNote", close: "closeNote", reopen: "reopenNote", setRoles: "rolesNote",
  endAll: "endAllNote",
} as const;

/** What is done to somebody's account: what it means, why it is done, doing it. */
export function Act(
  { deed, account, onClose, onDone }:
  { deed: Deed; account: Account; onClose: () => void; onDone: (password: string | null) => void },
) {
  const say = useWords(words);
  const { message } = App.useApp();
  const [reason, setReason] = useState("");
  const [roles, setRoles] = useState(account.roles.map((one) => one.code));
  const { run, busy, errors } = useDeed(deed);
  useFocusBack();
  const act = async () => {
    const done = await run({ username: account.username, reason: reason.trim() || null }, roles);
    if (!done) return;
    void message.success(say("done"));
    onDone(done.password);
  };
  return (
    <AskForm title={say(deed)} onSubmit={act} onClose={onClose} errors={errors} busy={busy}>
      <p className="quiet whole">{say(NOTES[deed])}</p>
      {deed === "setRoles" && <RoleBoxes value={roles} onChange={setRoles} />}
      <AskField name={say("reason")}>
        <Input autoFocus={deed !== "setRoles"} value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
      </AskField>
    </AskForm>
  );
}

interface Done {
  password: string | null;
}

interface Whom {
  username: string;
  reason: string | null;
}

function useDeed(deed: Deed) {
  const resetting = useDo(resetPasswordMutation);
  const unlocking = useDo(unlockMutation);
  const switching = useDo(setDisabledMutation);
  const assigning = useDo(setRolesMutation);
  const ending = useDo(endSessionsMutation);
  const all = {
    reset: resetting, unlock: unlocking, close: switching, reopen: switching, setRoles: assigning, endAll: ending,
  };
  const run = async (whom: Whom, roles: string[]): Promise<Done | null> => {
    if (deed === "reset") {
      const reset = await resetting.run({ input: whom });
      return reset && { password: reset.password };
    }
    const done = deed === "unlock" ? unlocking.run({ input: whom })
      : deed === "setRoles" ? assigning.run({ input: { ...whom, roles } })
      : deed === "endAll" ? ending.run({ input: whom })
      : switching.run({ input: { ...whom, disabled: deed === "close" } });
    return (await done) && { password: null };
  };
  return { run, busy: all[deed].busy, errors: all[deed].errors };
}
