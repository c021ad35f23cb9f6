import { Button, Select } from "antd";
import { useState } from "react";
import { useAsk } from "@/api/asking";
import { useWords } from "@/language/language";
import { Answer, Working } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { compareModelsQuery, type CompareModelsQuery } from "./generated/comparison";
import { words } from "./words";

type Found = CompareModelsQuery["compareModels"];

export function Models(
  { localities, period }:
  { localities: { value: string; label: string }[]; period: { from: string | null; to: string | null } },
) {
  const say = useWords(words);
  const [cases, setCases] = useState<string>();
  const [under, setUnder] = useState<string>();
  const [asking, setAsking] = useState<{ cases: string; under: string } | null>(null);
  const asked = useAsk(
    compareModelsQuery, { cases: asking?.cases ?? "", under: asking?.under ?? "", ...period }, { pause: !asking },
  );
  return (
    <Panel title={say("models")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (cases && under) setAsking({ cases, under });
        }}
      >
        <p className="quiet">{say("modelsLead")}</p>
        <div className="sieve">
          <label>
            <span>{say("casesOf")}</span>
            <Select
              aria-label={say("casesOf")} value={cases} onChange={setCases} options={localities}
              popupMatchSelectWidth={false}
            />
          </label>
          <label>
            <span>{say("under")}</span>
            <Select
              aria-label={say("under")} value={under} onChange={setUnder} options={localities}
              popupMatchSelectWidth={false}
            />
          </label>
          <Button type="primary" htmlType="submit" disabled={!cases || !under}>{say("compare")}</Button>
        </div>
      </form>
      {asking && asked.fetching && <Working what={say("comparing")} />}
      {asking && !asked.fetching && <Answer of={asked}>{({ compareModels }) => <Result of={compareModels} />}</Answer>}
    </Panel>
  );
}

function Result({ of }: { of: Found }) {
  const say = useWords(words);
  return (
    <div className="stack result">
      <dl className="facts">
        <dt>{say("replayed")}</dt><dd className="figures">{of.cases} {!of.complete && say("partly")}</dd>
        <dt>{say("workflow")}</dt><dd>{of.workflow}</dd>
        <dt>{say("due")}</dt><dd className="figures">{of.due}</dd>
        <dt>{say("late")}</dt><dd className="figures late">{of.late}</dd>
        <dt>{say("lateHere")}</dt><dd className="figures">{of.lateHere}</dd>
        <dt>{say("escalated")}</dt><dd className="figures">{of.escalated}</dd>
        <dt>{say("refused")}</dt><dd className="figures">{of.refused}</dd>
      </dl>
      {of.deadlines.length > 0 && (
        <Table
          label={say("deadline")} rows={of.deadlines} keyOf={(one) => one.key} empty=""
          columns={[
            {
              name: say("deadline"),
              show: (one) => `${one.code} ${one.title}${one.approximate ? ` · ${say("approximate")}` : ""}`,
            },
            { name: say("met"), figures: true, show: (one) => one.met },
            { name: say("missed"), figures: true, show: (one) => one.missed },
          ]}
        />
      )}
    </div>
  );
}
