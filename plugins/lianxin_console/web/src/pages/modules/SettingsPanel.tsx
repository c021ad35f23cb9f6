import { Button } from "antd";
import { useState } from "react";
import { useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { SchemaForm, type Values } from "@/forms/SchemaForm";
import { useWords } from "@/language/language";
import { Refusals, Working } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { Apply } from "./Apply";
import type { Module } from "./ModulePage";
import { Preview, type Previewed } from "./Preview";
import { configureMutation } from "./generated/modules";
import { differing, namesOf } from "./naming";
import { words } from "./words";

/** The form of a module's figures; a change is seen before it is made. */
export function SettingsPanel({ module }: { module: Module }) {
  const say = useWords(words);
  const { may } = useSession();
  const before = (module.settings ?? {}) as Values;
  const [values, setValues] = useState<Values>(before);
  const [previewed, setPreviewed] = useState<{ change: Values; effect: Previewed } | null>(null);
  const { run, busy, errors, forget } = useDo(configureMutation);
  const change = differing(before, values);
  const mayChange = may("module.configure") && module.enabled;
  const edit = (next: Values) => {
    setValues(next);
    setPreviewed(null);
  };
  const preview = async () => {
    const done = await run({ input: { module: module.key, settings: change, dryRun: true } });
    if (done) setPreviewed({ change, effect: done });
  };
  const discard = () => {
    edit(before);
    forget();
  };
  const properties = (module.settingsSchema as { properties?: object }).properties ?? {};
  if (!Object.keys(properties).length) {
    return <Panel title={say("settings")}><p className="quiet">{say("noSettings")}</p></Panel>;
  }
  return (
    <>
      <Panel title={say("settings")}>
        {!may("module.configure") && <p className="quiet">{say("readOnly")}</p>}
        <SchemaForm
          label={say("settings")} schema={module.settingsSchema} values={values} onChange={edit}
          onSubmit={() => void preview()} errors={errors} disabled={!mayChange}
        >
          {mayChange ? (
            <div className="stack tight">
              <Refusals errors={errors} />
              <div className="row">
                <Button type="primary" htmlType="submit" loading={busy} disabled={!Object.keys(change).length}>
                  {say("preview")}
                </Button>
                <Button onClick={discard} disabled={!Object.keys(change).length}>{say("discard")}</Button>
              </div>
            </div>
          ) : <></>}
        </SchemaForm>
      </Panel>
      {busy && !previewed && <Working what={say("working")} />}
      {previewed && (
        <Panel title={say("previewTitle")} className="preview">
          <Preview of={previewed.effect} names={namesOf(module.settingsSchema)} />
          <Apply
            schedulable errors={errors} busy={busy} onDiscard={discard}
            onApply={async ({ reason, effectiveOn }) => {
              const input = { module: module.key, settings: previewed.change, reason, effectiveOn, dryRun: false };
              const done = await run({ input });
              if (done && effectiveOn) discard();
              return Boolean(done);
            }}
          />
        </Panel>
      )}
    </>
  );
}
