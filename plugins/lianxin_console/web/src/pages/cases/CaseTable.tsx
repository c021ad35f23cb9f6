import { Link } from "react-router";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import type { CasesQuery } from "./generated/cases";
import { words } from "./words";

export type CaseLine = CasesQuery["cases"]["edges"][number]["node"];

/** On a narrow screen each row becomes a small card. */
export function CaseTable({ cases }: { cases: CaseLine[] }) {
  const say = useWords(words);
  return (
    <table className="cases">
      <thead>
        <tr>
          <th scope="col">{say("colTitle")}</th>
          <th scope="col">{say("colStep")}</th>
          <th scope="col">{say("colUnit")}</th>
          <th scope="col">{say("colSubmitted")}</th>
          <th scope="col">{say("colDue")}</th>
        </tr>
      </thead>
      <tbody>{cases.map((one) => <Row key={one.id} one={one} />)}</tbody>
    </table>
  );
}

function Row({ one }: { one: CaseLine }) {
  const say = useWords(words);
  const { locality } = useSession();
  const { day, moment } = useFormat();
  const kind = [one.channel.label, one.category?.label].filter(Boolean).join(" · ");
  return (
    <tr>
      <td className="cases-title">
        <Link to={`/${locality}/cases/${one.code}`}>{one.title}</Link>
        <small className="quiet"><span className="code">{one.code}</span> {kind}</small>
      </td>
      <td><Step step={one.step} /></td>
      <td className="cases-unit">{one.unit?.name ?? <span className="quiet">{say("unassigned")}</span>}</td>
      <td className="figures nowrap quiet">{day(one.submittedAt)}</td>
      <td className="figures nowrap">
        {one.dueAt && (
          <span className={one.overdue ? "late" : ""}>
            {moment(one.dueAt)}{one.overdue && <b className="mark late">{say("overdue")}</b>}
          </span>
        )}
      </td>
    </tr>
  );
}

export function Step({ step }: { step: { label: string; phase: string; terminal: boolean } }) {
  return <span className={`step ${step.terminal ? "over" : ""}`} data-phase={step.phase}>{step.label}</span>;
}
