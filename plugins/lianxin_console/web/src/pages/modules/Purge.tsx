import { Button, Checkbox, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useDo } from "@/api/asking";
import { useWords } from "@/language/language";
import { Refusals, Working } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { useFocusBack } from "@/parts/useFocusBack";
import { purgePluginMutation, type PurgePluginMutation } from "./generated/purge";
import { SchemaDiff } from "./Preview";
import { PurgeProgress } from "./PurgeProgress";
import { words } from "./words";

type WouldGo = PurgePluginMutation["purgePlugin"];

/** What would go with a plugin's data, typing its key to confirm, and watching it go. */
export function Purge(
  { plugin, onDone, onPurged }: { plugin: string; onDone: () => void; onPurged: () => void },
) {
  const say = useWords(words);
  const asking = useDo(purgePluginMutation);
  const [seen, setSeen] = useState<WouldGo | null>(null);
  const [begun, setBegun] = useState(false);
  const asked = useRef(false);
  const { run } = asking;
  useFocusBack();
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void run({ input: { plugin, dryRun: true } }).then(setSeen);
  }, [run, plugin]);
  return (
    <Panel title={say("purgeTitle", { plugin })} className="preview">
      {begun ? <PurgeProgress plugin={plugin} onDone={onPurged} />
        : seen ? <Sure plugin={plugin} seen={seen} onBegun={() => setBegun(true)} onDone={onDone} />
        : asking.busy ? <Working what={say("working")} /> : (
          <div className="stack tight">
            <Refusals errors={asking.errors} />
            <div><Button onClick={onDone}>{say("discard")}</Button></div>
          </div>
        )}
    </Panel>
  );
}

function Sure(
  { plugin, seen, onBegun, onDone }:
  { plugin: string; seen: WouldGo; onBegun: () => void; onDone: () => void },
) {
  const say = useWords(words);
  const { run, busy, errors } = useDo(purgePluginMutation);
  const [confirm, setConfirm] = useState("");
  const [reason, setReason] = useState("");
  const [accepted, setAccepted] = useState(false);
  const breaking = seen.schemaChanges.some((change) => change.criticality === "BREAKING");
  const purge = async () => {
    const input = { plugin, confirm, reason: reason.trim() || null, acceptBreakingChanges: accepted };
    if (await run({ input })) onBegun();
  };
  return (
    <div className="stack">
      <p>{say("purgeNote")}</p>
      <Going tables={seen.tables} />
      <SchemaDiff changes={seen.schemaChanges} />
      <form
        className="stack tight apply"
        onSubmit={(event) => {
          event.preventDefault();
          void purge();
        }}
      >
        <div className="sieve">
          <label>
            <span>{say("confirm", { plugin })}</span>
            <Input autoFocus value={confirm} autoComplete="off" spellCheck={false} onChange={(e) => setConfirm(e.target.value)} />
          </label>
          <label className="grow">
            <span>{say("reason")}</span>
            <Input value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
          </label>
        </div>
        {breaking && (
          <Checkbox checked={accepted} onChange={(e) => setAccepted(e.target.checked)}>{say("acceptBreaking")}</Checkbox>
        )}
        <Refusals errors={errors} />
        <div className="row">
          <Button danger type="primary" htmlType="submit" loading={busy} disabled={confirm !== plugin || (breaking && !accepted)}>
            {say("purgeNow")}
          </Button>
          <Button onClick={onDone}>{say("discard")}</Button>
        </div>
      </form>
    </div>
  );
}

function Going({ tables }: { tables: WouldGo["tables"] }) {
  const say = useWords(words);
  const all = { name: say("total"), rows: tables.reduce((sum, one) => sum + one.rows, 0) };
  return (
    <section className="stack tight">
      <h3>{say("wouldGo")}</h3>
      <Table
        label={say("wouldGo")} rows={tables.length ? [...tables, all] : []} keyOf={(one) => one.name} empty={say("noTables")}
        columns={[
          { name: say("table"), show: (one) => (one === all ? <strong>{one.name}</strong> : <code>{one.name}</code>) },
          { name: say("rows"), show: (one) => one.rows, figures: true },
        ]}
      />
    </section>
  );
}
