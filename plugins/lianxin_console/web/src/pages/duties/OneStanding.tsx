import { useParams } from "react-router";
import { useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { StateTag } from "@/parts/StateTag";
import { SubjectLink } from "@/parts/SubjectLink";
import { nameOf } from "@/parts/subjects";
import { Counted } from "./Counted";
import { oneStandingQuery, type OneStandingQuery } from "./generated/duties";
import { words } from "./words";

type Standing = Extract<OneStandingQuery["node"], { __typename?: "Standing" }>;

export function OneStanding() {
  const { id = "" } = useParams();
  const say = useWords(words);
  const asked = useAsk(oneStandingQuery, { id });
  return (
    <Answer of={asked} rows={8}>
      {({ node }) => node?.__typename === "Standing"
        ? <Shown one={node} />
        : <Page title={say("title")}><p className="quiet">{say("unknown")}</p></Page>}
    </Answer>
  );
}

function Shown({ one }: { one: Standing }) {
  const say = useWords(words);
  const { figure, date } = useFormat();
  return (
    <Page title={`${nameOf(one.subject)} · ${one.rule.title}`} lead={<StateTag state={one.state} />}>
      <Panel>
        <dl className="facts">
          <dt>{say("who")}</dt><dd><SubjectLink of={one.subject} /></dd>
          <dt>{say("rule")}</dt><dd><Cited rule={one.rule} /> {one.rule.title}</dd>
          <dt>{say("source")}</dt><dd>{one.rule.source.document} {one.rule.source.clause}</dd>
          <dt>{say("period")}</dt><dd>{one.period.label}（{date(one.period.start)} – {date(one.period.end)}）</dd>
          <dt>{say("figures")}</dt>
          <dd className="figures">{figure(one.actual)} / {figure(one.required)} {one.unitOfMeasure}</dd>
          {one.dueOn && <><dt>{say("due")}</dt><dd>{date(one.dueOn)}</dd></>}
          <dt>{say("explanation")}</dt><dd>{one.explanation}</dd>
        </dl>
      </Panel>
      <Counted rows={one.counted} />
      {one.trace.length > 0 && <Days days={one.trace} />}
    </Page>
  );
}

function Days({ days }: { days: Standing["trace"] }) {
  const say = useWords(words);
  const { shortDate, weekday } = useFormat();
  return (
    <Panel title={say("days")}>
      <ol className="plain days">
        {days.map((day) => (
          <li key={day.date} className={day.counted ? "" : "quiet"}>
            <span className="figures">{shortDate(day.date)} {weekday(day.date)}</span>
            <span>{say(day.counted ? "counted" : "notCounted")}</span>
            <span className="grow">{day.reason}{day.provisional && ` · ${say("provisional")}`}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
