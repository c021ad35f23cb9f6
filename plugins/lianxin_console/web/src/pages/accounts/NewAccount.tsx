import { Input } from "antd";
import { useState } from "react";
import { useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { AskField, AskForm } from "@/parts/AskForm";
import { PersonPicker } from "@/parts/pickers/PersonPicker";
import { useFocusBack } from "@/parts/useFocusBack";
import { createAccountMutation } from "./generated/accounts";
import type { Given } from "./OneTimePassword";
import { RoleBoxes } from "./RoleBoxes";
import { words } from "./words";

export function NewAccount({ onClose, onDone }: { onClose: () => void; onDone: (given: Given) => void }) {
  const say = useWords(words);
  const { may } = useSession();
  const { run, busy, errors } = useDo(createAccountMutation);
  useFocusBack();
  const [username, setUsername] = useState("");
  const [person, setPerson] = useState<string | null>(null);
  const [roles, setRoles] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const create = async () => {
    const input = { username: username.trim(), person, roles, reason: reason.trim() || null };
    const done = await run({ input });
    if (done?.account && done.password) onDone({ username: done.account.username, password: done.password });
  };
  return (
    <AskForm
      title={say("create")} onSubmit={create} onClose={onClose} errors={errors} busy={busy}
      ready={Boolean(username.trim() && roles.length)}
    >
      <AskField name={say("username")}>
        <Input
          autoFocus value={username} maxLength={64} autoComplete="off" spellCheck={false}
          onChange={(e) => setUsername(e.target.value)}
        />
      </AskField>
      {may("person.read", "person.read_official") && (
        <AskField name={say("personOf")}>
          <PersonPicker
            label={say("personOf")} value={person} allowClear onChange={(id: string | undefined) => setPerson(id ?? null)}
          />
        </AskField>
      )}
      <AskField name={say("reason")}>
        <Input value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
      </AskField>
      <RoleBoxes value={roles} onChange={setRoles} />
    </AskForm>
  );
}
