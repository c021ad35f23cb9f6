import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useAsk, useDo } from "@/api/asking";
import { useWords } from "@/language/language";
import { Answer, Refusals, Working } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { UnitPicker } from "@/parts/pickers/UnitPicker";
import { drawMutation, surveyRulesQuery } from "./generated/surveys";
import { words } from "./words";

interface Given {
  rule?: string;
  title?: string;
  units?: string[];
  agency?: string;
  on?: string;
  seed?: string;
}

export function DrawSample({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const go = useNavigate();
  const { message } = App.useApp();
  const rules = useAsk(surveyRulesQuery, {});
  const { run, busy, errors } = useDo(drawMutation);
  const [given, setGiven] = useState<Given>({});
  const set = (change: Given) => setGiven((before) => ({ ...before, ...change }));
  const draw = async () => {
    const { rule = "", units = [], ...rest } = given;
    const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value));
    const done = await run({ input: { rule, units: units.length ? units : null, ...named } });
    if (!done?.survey) return;
    void message.success(say("drawn"));
    void go(done.survey.code);
  };
  return (
    <Panel title={say("draw")}>
      <Answer of={rules}>
        {({ rules: found }) => found.length === 0 ? <p className="quiet">{say("noRules")}</p> : (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              void draw();
            }}
          >
            <div className="sieve">
              <label>
                <span>{say("rule")}</span>
                <Select
                  aria-label={say("rule")} value={given.rule} onChange={(rule: string) => set({ rule })}
                  popupMatchSelectWidth={false}
                  options={found.map((one) => ({ value: one.key, label: `${one.code} ${one.title}` }))}
                />
              </label>
              <label>
                <span>{say("units")}</span>
                <UnitPicker many label={say("units")} value={given.units} onChange={(units: string[]) => set({ units })} />
              </label>
              <label>
                <span>{say("agency")}</span>
                <UnitPicker
                  allowClear label={say("agency")} value={given.agency ?? null}
                  onChange={(agency: string | undefined) => set({ agency })}
                />
              </label>
              <label>
                <span>{say("on")}</span>
                <Input type="date" value={given.on ?? ""} onChange={(e) => set({ on: e.target.value })} />
              </label>
              <label>
                <span>{say("name")}</span>
                <Input value={given.title ?? ""} maxLength={200} onChange={(e) => set({ title: e.target.value })} />
              </label>
              <label>
                <span>{say("seed")}</span>
                <Input value={given.seed ?? ""} maxLength={100} onChange={(e) => set({ seed: e.target.value })} />
              </label>
            </div>
            <Refusals errors={errors} />
            {busy && <Working what={say("drawing")} />}
            <div className="row">
              <Button type="primary" htmlType="submit" loading={busy} disabled={!given.rule}>{say("draw")}</Button>
              <Button onClick={onClose}>{say("cancel")}</Button>
            </div>
          </form>
        )}
      </Answer>
    </Panel>
  );
}
