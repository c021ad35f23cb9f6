import { useMemo } from "react";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Cited } from "@/parts/Cited";
import type { Case } from "./OneCase";
import { caseWords } from "./words";

type Deadline = Case["deadlines"][number];

export function Deadlines({ deadlines }: { deadlines: Deadline[] }) {
  const say = useWords(caseWords);
  const latestFirst = [...deadlines].sort((a, b) => b.dueAt.localeCompare(a.dueAt));
  if (!deadlines.length) return <p className="quiet">{say("noDeadline")}</p>;
  return (
    <div className="stack">
      {latestFirst.map((one) => <One key={`${one.rule.id} ${one.dueAt}`} one={one} />)}
    </div>
  );
}

function One({ one }: { one: Deadline }) {
  const say = useWords(caseWords);
  const { moment } = useFormat();
  return (
    <section className="deadline" data-state={one.state}>
      <h3 className="row">
        <span className="deadline-state" data-state={one.state}>{say(one.state)}</span>
        <span className="grow">{one.rule.title} <Cited rule={one.rule} /></span>
        <span className="figures quiet">{say("dueBy", { at: moment(one.dueAt) })}</span>
        {one.escalatedAt && <span className="soon">{say("escalated")}</span>}
      </h3>
      {one.provisional && <p className="soon">{say("provisional")}</p>}
      <Strip one={one} />
    </section>
  );
}

/** Each day from the start to the due date: whether it counts, and why. */
function Strip({ one }: { one: Deadline }) {
  const say = useWords(caseWords);
  const { now } = useSession();
  const { dayKey, shortDate, weekday } = useFormat();
  const today = dayKey(now);
  const due = dayKey(one.dueAt);
  const days = useMemo(
    () => one.trace.map((day) => ({ ...day, today: day.date === today, due: day.date === due })),
    [one.trace, today, due],
  );
  if (!days.length) return null;
  return (
    <>
      <ol className="strip plain" tabIndex={0} aria-label={say("dayByDay")}>
        {days.map((day) => (
          <li
            key={day.date} className={day.counted ? "counts" : ""} title={day.reason}
            data-today={day.today || undefined} data-due={day.due || undefined}
          >
            <span className="figures">{shortDate(day.date)}</span>
            <span className="quiet">{weekday(day.date)}</span>
            <span className="strip-why">{day.reason}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
