import { ArrowLeftOutlined } from "@ant-design/icons";
import { Empty } from "antd";
import { Link, useParams } from "react-router";
import { useAsk } from "@/api/asking";
import type { Followed } from "@/api/following";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { useCaseChanges } from "@/parts/following/useCaseChanges";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { Actions } from "./Actions";
import { Step } from "./CaseTable";
import { Deadlines } from "./Deadlines";
import { Facts } from "./Facts";
import { Timeline } from "./Timeline";
import "./cases.css";
import "./case.css";
import { oneCaseQuery, type OneCaseQuery } from "./generated/case";
import { caseWords } from "./words";

export type Case = NonNullable<OneCaseQuery["case"]>;

export default function OneCase() {
  const { code = "" } = useParams();
  const asked = useAsk(oneCaseQuery, { code });
  const live = useCaseChanges({ of: code, asked, every: 1000 });
  return (
    <Answer of={asked} rows={12}>
      {({ case: found }) => (found ? <Shown one={found} again={asked.again} live={live} /> : <NotFound />)}
    </Answer>
  );
}

function Shown({ one, again, live }: { one: Case; again: () => void; live: Followed }) {
  const say = useWords(caseWords);
  return (
    <Page title={one.title} lead={<Lead one={one} />} actions={<Back />} live={live}>
      <div className="case">
        <div className="stack">
          {one.body && <Panel className="case-1" title={say("body")}><p className="case-body">{one.body}</p></Panel>}
          <Panel className="case-3" title={say("deadlines")}><Deadlines deadlines={one.deadlines} /></Panel>
          <Panel className="case-4" title={say("timeline")}><Timeline one={one} /></Panel>
        </div>
        <div className="stack">
          <Panel className="case-2" title={say("actions")}><Actions one={one} onDone={again} /></Panel>
          <Panel className="case-5" title={say("facts")}><Facts one={one} /></Panel>
        </div>
      </div>
    </Page>
  );
}

function Lead({ one }: { one: Case }) {
  const say = useWords(caseWords);
  const { moment } = useFormat();
  return (
    <span className="row">
      <span className="code">{one.code}</span>
      <Step step={one.step} />
      <span>{[one.channel.label, one.category?.label].filter(Boolean).join(" · ")}</span>
      {one.overdue && <b className="mark late">{say("late")}</b>}
      {one.dueAt && <span className={one.overdue ? "late" : ""}>{say("dueBy", { at: moment(one.dueAt) })}</span>}
    </span>
  );
}

function Back() {
  const say = useWords(caseWords);
  const { locality } = useSession();
  return <Link to={`/${locality}/cases`}><ArrowLeftOutlined /> {say("back")}</Link>;
}

function NotFound() {
  const say = useWords(caseWords);
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say("notFound")}><Back /></Empty>;
}
