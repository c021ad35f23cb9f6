import { useMemo, type ReactNode } from "react";
import { Link } from "react-router";
import { useAsk } from "@/api/asking";
import { useFollowing } from "@/api/following";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Cited } from "@/parts/Cited";
import { useCaseChanges } from "@/parts/following/useCaseChanges";
import { Panel } from "@/parts/Panel";
import { dueCasesQuery, dutyChangesSubscription, myDutiesQuery, myTasksQuery, type CaseFilter } from "./generated/overview";
import { words } from "./words";

const SOON = 3;

/** What needs the viewer: cases that fall due, tasks and duties of one's own. */
export function Today() {
  const say = useWords(words);
  const { viewer, may } = useSession();
  const me = viewer.personId;
  return (
    <Panel className="overview-1" title={say("today")}>
      <div className="today">
        <DueCases mine={may("case.read_all", "case.read_unit") ? null : me} />
        {me && may("standing.read") && <Duties person={me} />}
        {me && <Tasks person={me} />}
      </div>
    </Panel>
  );
}

function Section(
  { title, count, children }: { title: ReactNode; count?: number | undefined; children: ReactNode },
) {
  return (
    <section>
      <h3>{title}{count !== undefined && count > 0 && <span className="today-count figures">{count}</span>}</h3>
      {children}
    </section>
  );
}

function DueCases({ mine }: { mine: string | null }) {
  const say = useWords(words);
  const { locality, now } = useSession();
  const { moment } = useFormat();
  const [filter, count] = useMemo<[CaseFilter, CaseFilter]>(() => {
    const until = new Date(now);
    until.setUTCDate(until.getUTCDate() + SOON);
    const whose = mine ? { handler: mine } : {};
    const to = `${until.toISOString().slice(0, 10)}T23:59:59+08:00`;
    return [{ ...whose, dueAt: { to } }, { ...whose, overdue: true }];
  }, [mine, now]);
  const asked = useAsk(dueCasesQuery, { mine: filter, count });
  useCaseChanges({ asked, every: 5000 });
  return (
    <Section title={mine ? say("mineCases") : say("dueCases")} count={asked.data?.late.totalCount}>
      <Answer of={asked}>
        {({ cases }) => (
          <>
            {!cases.edges.length && <p className="quiet">{say("nothingDue")}</p>}
            <ul className="plain">
              {cases.edges.map(({ node }) => (
                <li key={node.id}>
                  <Link to={`/${locality}/cases/${node.code}`}>{node.title}</Link>
                  <small className="row between">
                    <span className="quiet">{[node.step.label, node.unit?.name].filter(Boolean).join(" · ")}</span>
                    <span className={`figures ${node.overdue ? "late" : "soon"}`}>{moment(node.dueAt)}</span>
                  </small>
                </li>
              ))}
            </ul>
            <Link to={`/${locality}/cases?order=due`}>{say("more")}</Link>
          </>
        )}
      </Answer>
    </Section>
  );
}

function Tasks({ person }: { person: string }) {
  const say = useWords(words);
  const { locality } = useSession();
  const { shortDate } = useFormat();
  const asked = useAsk(myTasksQuery, { person });
  useCaseChanges({ asked, every: 5000 });
  return (
    <Section title={say("tasks")} count={asked.data?.tasks.totalCount}>
      <Answer of={asked} rows={2}>
        {({ tasks }) => (
          <>
            {!tasks.edges.length && <p className="quiet">{say("nothingToDo")}</p>}
            <ul className="plain">
              {tasks.edges.map(({ node }) => (
                <li key={node.id}>
                  {node.case ? <Link to={`/${locality}/cases/${node.case.code}`}>{node.title}</Link> : node.title}
                  <small className="row between">
                    <span className="quiet">{node.case?.title ?? node.meeting?.title}</span>
                    {node.dueOn && (
                      <span className={`figures ${node.overdue ? "late" : "quiet"}`}>{say("by", { day: shortDate(node.dueOn) })}</span>
                    )}
                  </small>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </Section>
  );
}

function Duties({ person }: { person: string }) {
  const say = useWords(words);
  const asked = useAsk(myDutiesQuery, { person });
  useFollowing(dutyChangesSubscription, { person }, { refresh: asked.again, every: 5000 });
  return (
    <Section title={say("duties")} count={asked.data?.standings.totalCount}>
      <Answer of={asked} rows={2}>
        {({ standings }) => (
          <>
            {!standings.edges.length && <p className="quiet">{say("nothingOwed")}</p>}
            <ul className="plain">
              {standings.edges.map(({ node }) => (
                <li key={node.id}>
                  <span>{node.rule.title} <Cited rule={node.rule} /></span>
                  <small className="row between">
                    <span className="quiet grow">{node.explanation}</span>
                    <span className={node.state === "BREACHED" ? "late" : "soon"}>{say(node.state as "DUE")}</span>
                  </small>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </Section>
  );
}
