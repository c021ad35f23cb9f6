import { Alert, App, Button, Modal } from "antd";
import { useState } from "react";
import { useDo } from "@/api/asking";
import { formOf } from "@/forms/fields";
import { SchemaForm, type Values } from "@/forms/SchemaForm";
import { useWords } from "@/language/language";
import { Refusals } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { useFocusBack } from "@/parts/useFocusBack";
import { actMutation } from "./generated/case";
import type { Case } from "./OneCase";
import { caseWords } from "./words";

type Action = Case["availableActions"][number];

/** What the viewer may do now, and what not, each with the reason. */
export function Actions({ one, onDone }: { one: Case; onDone: () => void }) {
  const say = useWords(caseWords);
  const [chosen, setChosen] = useState<{ action: Action; seen: Case }>();
  const allowed = one.availableActions.filter((action) => action.allowed);
  const refused = one.availableActions.filter((action) => !action.allowed);
  if (!one.availableActions.length) return <p className="quiet">{say("noActions")}</p>;
  return (
    <>
      <div className="row">
        {allowed.map((action, n) => (
          <Button key={action.action} type={n ? "default" : "primary"} onClick={() => setChosen({ action, seen: one })}>
            {action.label}
          </Button>
        ))}
      </div>
      {refused.length > 0 && (
        <details className="refused" open={!allowed.length}>
          <summary>{say("notNow")}<span className="quiet figures"> {refused.length}</span></summary>
          <ul className="plain">
            {refused.map((action) => (
              <li key={action.action}>
                <strong>{action.label}</strong>
                {action.refusals.map((refusal) => (
                  <p key={refusal.message} className="quiet">
                    {refusal.message} <Cited rule={refusal.rule} />
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
      {chosen && (
        <Doing {...chosen} changed={chosen.seen.version !== one.version} onClose={() => setChosen(undefined)} onDone={onDone} />
      )}
    </>
  );
}

/** What is done is done to the case as it was `seen`: a change by somebody else meanwhile is told,
 * and the server refuses what would go over it. */
function Doing(
  { seen, action, changed, onClose, onDone }:
  { seen: Case; action: Action; changed: boolean; onClose: () => void; onDone: () => void },
) {
  const say = useWords(caseWords);
  const { message } = App.useApp();
  const { run, busy, errors } = useDo(actMutation);
  const [values, setValues] = useState<Values>({});
  useFocusBack();
  async function act() {
    const fields = Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => ({ name, value }));
    const input = { code: seen.code, action: action.action, version: seen.version, fields };
    if (!(await run({ input }))) return;
    void message.success(say("done", { label: action.label }));
    onClose();
    onDone();
  }
  return (
    <Modal
      open title={action.label} onCancel={onClose} onOk={() => void act()} confirmLoading={busy}
      okText={say("confirm", { label: action.label })} cancelText={say("cancel")} destroyOnHidden
    >
      <div className="stack">
        {changed && !busy && <Alert type="warning" showIcon role="status" title={say("changedMeanwhile")} />}
        {action.fields.length > 0 && (
          <SchemaForm
            schema={formOf(action.fields)} values={values} onChange={setValues} errors={errors}
            onSubmit={() => void act()} label={action.label}
          />
        )}
        <Refusals errors={errors} />
      </div>
    </Modal>
  );
}
