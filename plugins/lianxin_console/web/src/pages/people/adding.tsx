import { App, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useAsk, useDo } from "@/api/asking";
import { useWords } from "@/language/language";
import { AskField, AskForm } from "@/parts/AskForm";
import { PersonPicker } from "@/parts/pickers/PersonPicker";
import { addPersonMutation, addUnitMutation, appointMutation, peopleWordsQuery } from "./generated/people";
import type { Unit } from "./OneUnit";
import { words } from "./words";

interface Closing {
  onClose: () => void;
  onDone: () => void;
}

function useTerms(name: string) {
  const { data } = useAsk(peopleWordsQuery, {}, { requestPolicy: "cache-first" });
  const terms = data?.vocabularies.find((one) => one.name === name)?.terms ?? [];
  return terms.map(({ code, label }) => ({ value: code, label }));
}

export function Appoint({ unit, onClose, onDone }: { unit: Unit } & Closing) {
  const say = useWords(words);
  const { message } = App.useApp();
  const posts = useTerms("post");
  const { run, busy, errors } = useDo(appointMutation);
  const [person, setPerson] = useState<string>();
  const [post, setPost] = useState<string>();
  const [since, setSince] = useState("");
  const appoint = async () => {
    const input = { person: person ?? "", post: post ?? "", unit: unit.code, since: since || null };
    if (!(await run({ input }))) return;
    void message.success(say("appointed"));
    onDone();
  };
  return (
    <AskForm
      title={say("appoint")} onSubmit={appoint} onClose={onClose} errors={errors} busy={busy}
      ready={Boolean(person && post)}
    >
      <AskField name={say("person")}>
        <PersonPicker label={say("person")} value={person ?? null} onChange={(id: string) => setPerson(id)} />
      </AskField>
      <AskField name={say("post")}>
        <Select
          aria-label={say("post")} value={post} onChange={setPost} showSearch={{ optionFilterProp: "label" }}
          popupMatchSelectWidth={false} options={posts}
        />
      </AskField>
      <AskField name={say("since")}>
        <Input type="date" value={since} onChange={(e) => setSince(e.target.value)} />
      </AskField>
    </AskForm>
  );
}

export function AddUnit({ parent, onClose, onDone }: { parent: Unit } & Closing) {
  const say = useWords(words);
  const { message } = App.useApp();
  const kinds = useTerms("unit_kind");
  const { run, busy, errors } = useDo(addUnitMutation);
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [kind, setKind] = useState<string>();
  const add = async () => {
    if (!(await run({ input: { code, name, kind: kind ?? "", parent: parent.code } }))) return;
    void message.success(say("added"));
    onDone();
  };
  return (
    <AskForm
      title={say("addUnit")} onSubmit={add} onClose={onClose} errors={errors} busy={busy}
      ready={Boolean(code && name && kind)}
    >
      <AskField name={say("code")}>
        <Input value={code} maxLength={64} onChange={(e) => setCode(e.target.value.trim())} />
      </AskField>
      <AskField name={say("unitName")}>
        <Input value={name} maxLength={100} onChange={(e) => setName(e.target.value)} />
      </AskField>
      <AskField name={say("kind")}>
        <Select
          aria-label={say("kind")} value={kind} onChange={setKind} showSearch={{ optionFilterProp: "label" }}
          popupMatchSelectWidth={false} options={kinds}
        />
      </AskField>
    </AskForm>
  );
}

export function AddPerson({ onClose }: Pick<Closing, "onClose">) {
  const say = useWords(words);
  const { message } = App.useApp();
  const { run, busy, errors } = useDo(addPersonMutation);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [externalId, setExternalId] = useState("");
  const [official, setOfficial] = useState(false);
  const add = async () => {
    const input = { name, official, phone: phone || null, externalId: externalId || null };
    if (!(await run({ input }))) return;
    void message.success(say("added"));
    onClose();
  };
  return (
    <AskForm
      title={say("addPerson")} onSubmit={add} onClose={onClose} errors={errors} busy={busy}
      ready={Boolean(name.trim())}
    >
      <AskField name={say("name")}>
        <Input value={name} maxLength={100} onChange={(e) => setName(e.target.value)} />
      </AskField>
      <AskField name={say("telephone")}>
        <Input type="tel" autoComplete="off" value={phone} maxLength={30} onChange={(e) => setPhone(e.target.value)} />
      </AskField>
      <AskField name={say("externalId")}>
        <Input value={externalId} maxLength={64} onChange={(e) => setExternalId(e.target.value)} />
      </AskField>
      <Checkbox checked={official} onChange={(e) => setOfficial(e.target.checked)}>{say("official")}</Checkbox>
    </AskForm>
  );
}
