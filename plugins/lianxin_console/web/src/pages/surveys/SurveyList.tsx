import { Button, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { ChoiceFilter, Filters } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { useParameter } from "@/parts/useParameter";
import { DrawSample } from "./DrawSample";
import { surveysQuery } from "./generated/surveys";
import { words } from "./words";

export function SurveyList() {
  const say = useWords(words);
  const { may } = useSession();
  const { date } = useFormat();
  const [state, setState] = useParameter("state");
  const [drawing, setDrawing] = useState(false);
  const asked = useAsk(surveysQuery, { filter: { state: state ? [state] : null }, ...usePage() });
  return (
    <Page
      title={say("title")} lead={say("lead")}
      actions={may("survey.draw") && <Button type="primary" onClick={() => setDrawing(true)}>{say("draw")}</Button>}
    >
      {drawing && <DrawSample onClose={() => setDrawing(false)} />}
      <Filters label={say("find")}>
        <ChoiceFilter
          name={say("state")} value={state} onChange={setState}
          options={[{ value: "open", label: say("open") }, { value: "closed", label: say("closed") }]}
        />
      </Filters>
      <Panel bare>
        <Answer of={asked} rows={8}>
          {({ surveys }) => (
            <>
              <Table
                label={say("title")} rows={surveys.edges} keyOf={({ node }) => node.id} empty={say("none")}
                columns={[
                  { name: say("survey"), show: ({ node }) => <Link to={node.code}>{node.title}</Link> },
                  { name: say("rule"), show: ({ node }) => <><Cited rule={node.rule} /> {node.rule.title}</> },
                  { name: say("period"), show: ({ node }) => `${date(node.periodStart)} – ${date(node.periodEnd)}` },
                  { name: say("sampleSize"), figures: true, show: ({ node }) => node.sampleSize ?? say("everybody") },
                  { name: say("state"), show: ({ node }) => <SurveyState of={node.state} /> },
                ]}
              />
              <Pager info={surveys.pageInfo} total={surveys.totalCount} exact={surveys.totalCountIsExact} />
            </>
          )}
        </Answer>
      </Panel>
    </Page>
  );
}

export function SurveyState({ of }: { of: string }) {
  const say = useWords(words);
  return (
    <Tag className={`state ${of === "open" ? "soon" : "good"}`}>
      {of === "open" || of === "closed" ? say(of) : of}
    </Tag>
  );
}
