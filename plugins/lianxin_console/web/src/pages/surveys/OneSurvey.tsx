import { App, Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { useAsk, useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer, Refusals } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { SubjectLink } from "@/parts/SubjectLink";
import { Table } from "@/parts/Table";
import { Sample } from "./Sample";
import { SurveyState } from "./SurveyList";
import { closeMutation, oneSurveyQuery, type CloseMutation, type OneSurveyQuery } from "./generated/surveys";
import { words } from "./words";

const RANKING = "ranking-";
type Survey = NonNullable<OneSurveyQuery["survey"]>;
type Followed = CloseMutation["closeSurvey"]["consequences"];

export function OneSurvey() {
  const { code = "" } = useParams();
  const say = useWords(words);
  const asked = useAsk(oneSurveyQuery, { code, ...usePage(50, RANKING) });
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

function Ranking({ survey }: { survey: Survey }) {
  const say = useWords(words);
  const { figure } = useFormat();
  const { scores } = survey;
  return (
    <Panel title={say("ranking")} bare>
      <Table
        label={say("ranking")} rows={scores.edges} keyOf={({ node }) => node.id} empty={say("noScores")}
        columns={[
          { name: say("rank"), figures: true, show: ({ node }) => node.rank ?? "—" },
          { name: say("subject"), show: ({ node }) => <SubjectLink of={node.subject} /> },
          { name: say("score"), figures: true, show: ({ node }) => (node.score === null ? "—" : figure(node.score)) },
          { name: say("answers"), figures: true, show: ({ node }) => `${node.answered} / ${node.drawn}` },
        ]}
      />
      {scores.edges.length > 0 && (
        <Pager info={scores.pageInfo} total={scores.totalCount} exact={scores.totalCountIsExact} list={RANKING} />
      )}
    </Panel>
  );
}
