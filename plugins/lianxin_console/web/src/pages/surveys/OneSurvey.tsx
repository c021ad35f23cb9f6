import { App, Button, Progress } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { useAsk, useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer, Refusals } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { SubjectLink } from "@/parts/SubjectLink";
import { Table } from "@/parts/Table";
import { Sample } from "./Sample";
import { SurveyState } from "./SurveyList";
import { closeMutation, oneSurveyQuery, type CloseMutation, type OneSurveyQuery } from "./generated/surveys";
import { words } from "./words";

type Survey = NonNullable<OneSurveyQuery["survey"]>;
type Followed = CloseMutation["closeSurvey"]["consequences"];

export function OneSurvey() {
  const { code = "" } = useParams();
  const say = useWords(words);
  const asked = useAsk(oneSurveyQuery, { code });
  return (
    <Answer of={asked} rows={8}>
      {({ survey }) => survey
        ? <Shown survey={survey} again={asked.again} />
        : <Page title={say("title")}><p className="quiet">{say("unknown")}</p></Page>}
    </Answer>
  );
}

function Shown({ survey, again }: { survey: Survey; again: () => void }) {
  const say = useWords(words);
  const { may } = useSession();
  const { date, moment } = useFormat();
  const { modal, message } = App.useApp();
  const { run, busy, errors } = useDo(closeMutation);
  const [followed, setFollowed] = useState<Followed>([]);
  const close = async () => {
    const done = await run({ input: { survey: survey.code } });
    if (!done) return;
    setFollowed(done.consequences);
    void message.success(say("closedNow"));
    again();
  };
  const ask = () => modal.confirm({ title: say("close"), content: say("closeSure"), onOk: close, cancelText: say("cancel") });
  const open = survey.state === "open";
  return (
    <Page
      title={survey.title} lead={<SurveyState of={survey.state} />}
      actions={open && may("survey.draw") && <Button type="primary" loading={busy} onClick={ask}>{say("close")}</Button>}
    >
      <Refusals errors={errors} />
      <Panel>
        <dl className="facts">
          <dt>{say("rule")}</dt><dd><Cited rule={survey.rule} /> {survey.rule.title}</dd>
          <dt>{say("period")}</dt><dd>{date(survey.periodStart)} – {date(survey.periodEnd)}</dd>
          <dt>{say("opened")}</dt><dd>{moment(survey.openedAt)}</dd>
          {survey.closedAt && <><dt>{say("closedAt")}</dt><dd>{moment(survey.closedAt)}</dd></>}
          {survey.agency && <><dt>{say("agency")}</dt><dd>{survey.agency.name}</dd></>}
          <dt>{say("sampleSize")}</dt><dd className="figures">{survey.sampleSize ?? say("everybody")}</dd>
        </dl>
        <Answered survey={survey} />
      </Panel>
      {followed.length > 0 && (
        <Panel title={say("consequences")}>
          <ul>{followed.map((one) => <li key={one.id}>{one.kind.label}：{one.ground}</li>)}</ul>
        </Panel>
      )}
      <Ranking survey={survey} />
      {may("survey.read_sample") && <Sample code={survey.code} open={open} />}
    </Page>
  );
}

/** How many of those that were drawn have answered. */
function Answered({ survey }: { survey: Survey }) {
  const say = useWords(words);
  const lines = survey.scores.edges.map(({ node }) => node);
  const of = lines.reduce((sum, one) => sum + one.drawn, 0);
  const n = lines.reduce((sum, one) => sum + one.answered, 0);
  if (!of) return null;
  return (
    <div className="row">
      <span>{say("answeredOf", { n, of })}</span>
      <Progress className="grow" percent={Math.round((100 * n) / of)} aria-label={say("progress")} />
    </div>
  );
}

function Ranking({ survey }: { survey: Survey }) {
  const say = useWords(words);
  const { figure } = useFormat();
  return (
    <Panel title={say("ranking")} bare>
      <Table
        label={say("ranking")} rows={survey.scores.edges} keyOf={({ node }) => node.id} empty={say("noScores")}
        columns={[
          { name: say("rank"), figures: true, show: ({ node }) => node.rank ?? "—" },
          { name: say("subject"), show: ({ node }) => <SubjectLink of={node.subject} /> },
          { name: say("score"), figures: true, show: ({ node }) => (node.score === null ? "—" : figure(node.score)) },
          { name: say("answers"), figures: true, show: ({ node }) => `${node.answered} / ${node.drawn}` },
        ]}
      />
    </Panel>
  );
}
