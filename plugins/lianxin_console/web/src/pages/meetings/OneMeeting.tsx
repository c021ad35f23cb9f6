import { Link, useParams } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { SubjectLink } from "@/parts/SubjectLink";
import { Table } from "@/parts/Table";
import { oneMeetingQuery, type OneMeetingQuery } from "./generated/meetings";
import { words } from "./words";

type Meeting = NonNullable<OneMeetingQuery["meeting"]>;

export function OneMeeting() {
  const { code = "" } = useParams();
  const say = useWords(words);
  const asked = useAsk(oneMeetingQuery, { code });
  return (
    <Answer of={asked} rows={8}>
      {({ meeting }) => meeting
        ? <Shown meeting={meeting} />
        : <Page title={say("title")}><p className="quiet">{say("unknown")}</p></Page>}
    </Answer>
  );
}

function Shown({ meeting }: { meeting: Meeting }) {
  const say = useWords(words);
  const { locality } = useSession();
  return (
    <Page title={meeting.title} lead={meeting.kind.label}>
      <Facts meeting={meeting} />
      <Panel title={say("people")} bare>
        <Table
          label={say("people")} rows={meeting.participants.edges} keyOf={({ node }) => node.person.id} empty={say("nobody")}
          columns={[
            { name: say("name"), show: ({ node }) => node.person.name },
            { name: say("role"), show: ({ node }) => node.role.label },
            {
              name: say("present"),
              show: ({ node }) => <span className={node.present ? "good" : "late"}>{say(node.present ? "present" : "absent")}</span>,
            },
          ]}
        />
      </Panel>
      {meeting.cases.edges.length > 0 && (
        <Panel title={say("cases")}>
          <ul className="plain">
            {meeting.cases.edges.map(({ node }) => (
              <li key={node.id}><Link to={`/${locality}/cases/${node.code}`}>{node.code} {node.title}</Link></li>
            ))}
          </ul>
        </Panel>
      )}
      {meeting.motions.length > 0 && <Motions meeting={meeting} />}
      {meeting.tasks.length > 0 && <Tasks meeting={meeting} />}
    </Page>
  );
}

function Facts({ meeting }: { meeting: Meeting }) {
  const say = useWords(words);
  const { fullMoment, moment } = useFormat();
  return (
    <Panel>
      <dl className="facts">
        <dt>{say("at")}</dt>
        <dd>{fullMoment(meeting.startsAt)}{meeting.endsAt && ` – ${moment(meeting.endsAt)}`}</dd>
        {meeting.unit && (
          <><dt>{say("of")}</dt><dd><SubjectLink of={{ ...meeting.unit, __typename: "Unit" }} /></dd></>
        )}
        {meeting.place && <><dt>{say("where")}</dt><dd>{meeting.place}</dd></>}
        {meeting.targets.length > 0 && (
          <>
            <dt>{say("targets")}</dt>
            <dd className="row">{meeting.targets.map((one) => <SubjectLink key={one.target.id} of={one.target} />)}</dd>
          </>
        )}
        <dt>{say("recorded")}</dt><dd>{moment(meeting.recordedAt)} {meeting.recorder?.name}</dd>
      </dl>
    </Panel>
  );
}

function Motions({ meeting }: { meeting: Meeting }) {
  const say = useWords(words);
  return (
    <Panel title={say("motions")} bare>
      <Table
        label={say("motions")} rows={meeting.motions} keyOf={(one) => one.id} empty=""
        columns={[
          { name: say("motion"), show: (one) => `${one.code} ${one.title}` },
          { name: say("rule"), show: (one) => <><Cited rule={one.procedure} /> {one.procedure.title}</> },
          { name: say("step"), show: (one) => (one.decided ? say(one.passed ? "passed" : "lost") : one.step.label) },
        ]}
      />
    </Panel>
  );
}

function Tasks({ meeting }: { meeting: Meeting }) {
  const say = useWords(words);
  const { shortDate } = useFormat();
  return (
    <Panel title={say("tasks")} bare>
      <Table
        label={say("tasks")} rows={meeting.tasks} keyOf={(one) => one.id} empty=""
        columns={[
          { name: say("task"), show: (one) => one.title },
          { name: say("who"), show: (one) => one.person?.name ?? one.unit?.name ?? "—" },
          { name: say("due"), show: (one) => shortDate(one.dueOn) || "—" },
          {
            name: say("step"),
            show: (one) => one.doneAt ? <span className="good">{say("done")}</span>
              : one.overdue ? <span className="late">{say("overdue")}</span> : "—",
          },
        ]}
      />
    </Panel>
  );
}
