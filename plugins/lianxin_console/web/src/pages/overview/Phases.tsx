import { Link } from "react-router";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import type { TotalsQuery } from "./generated/overview";
import { words } from "./words";

const ORDER = ["INTAKE", "TRIAGE", "CONSULTATION", "HANDLING", "SUPERVISION", "ANSWERED", "FOLLOW_UP"];

/** How many open cases are in which phase, and how many of them late. */
export function Phases({ data }: { data: TotalsQuery }) {
  const say = useWords(words);
  const { locality } = useSession();
  const { number } = useFormat();
  const phases = data.all.edges
    .map(({ node }) => ({ ...node, code: node.keys[0]?.code ?? "", label: node.keys[0]?.label ?? "" }))
    .filter((phase) => phase.open)
    .sort((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code));
  const most = Math.max(...phases.map((phase) => phase.open), 1);
  return (
    <ul className="phases plain">
      {phases.map(({ code, label, open, overdue }) => (
        <li key={code}>
          <Link to={`/${locality}/cases?phase=${code}`}>{label}</Link>
          <span className="phases-bar" aria-hidden="true">
            <span style={{ width: `${(100 * (open - overdue)) / most}%` }} />
            <span className="is-late" style={{ width: `${(100 * overdue) / most}%` }} />
          </span>
          <span className="figures">
            {number(open)}{overdue > 0 && <span className="late">{say("lateOnes", { n: number(overdue) })}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
