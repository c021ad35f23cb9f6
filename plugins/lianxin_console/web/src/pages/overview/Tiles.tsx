import type { ReactNode } from "react";
import { Link } from "react-router";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import type { TotalsQuery } from "./generated/overview";
import { words } from "./words";

/** Open, overdue, and the three rates. */
export function Tiles({ data }: { data: TotalsQuery }) {
  const say = useWords(words);
  const { locality } = useSession();
  const { number, percent } = useFormat();
  const now = data.all.edges.map((edge) => edge.node);
  const then = data.period.edges.map((edge) => edge.node);
  const open = sum(now, "open");
  const overdue = sum(now, "overdue");
  const [count, answered, called, satisfied] = [
    sum(then, "count"), sum(then, "answered"), sum(then, "calledBack"), sum(then, "satisfied"),
  ];
  const of = (part: number, whole: number) => ({ part: number(part), whole: number(whole) });
  return (
    <ul className="tiles plain">
      <Tile name={say("open")} figure={number(open)} note={say("ofOpen")} to={`/${locality}/cases`} />
      <Tile
        name={say("overdue")} figure={number(overdue)} kind={overdue ? "late" : ""}
        note={say("ofOverdue", { share: percent(overdue, open) })} to={`/${locality}/cases?which=overdue`}
      />
      <Tile name={say("answered")} figure={percent(answered, count)} note={say("ofAnswered", of(answered, count))} bar={answered / count} />
      <Tile name={say("calledBack")} figure={percent(called, answered)} note={say("ofCalled", of(called, answered))} bar={called / answered} />
      <Tile name={say("satisfied")} figure={percent(satisfied, called)} note={say("ofSatisfied", of(satisfied, called))} bar={satisfied / called} />
    </ul>
  );
}

function Tile(
  { name, figure, note, to, kind = "", bar }:
  { name: string; figure: string; note: ReactNode; to?: string; kind?: string; bar?: number },
) {
  const value = <span className={`tile-figure figures ${kind}`}>{figure}</span>;
  return (
    <li className="panel tile">
      <span className="tile-name">{name}</span>
      {to ? <Link to={to} aria-label={`${name} ${figure}`}>{value}</Link> : value}
      {bar !== undefined && (
        <span className="tile-bar" aria-hidden="true"><span style={{ width: `${100 * (bar || 0)}%` }} /></span>
      )}
      <small className="quiet">{note}</small>
    </li>
  );
}

function sum<N extends Record<K, number>, K extends string>(nodes: N[], name: K): number {
  return nodes.reduce((total, node) => total + node[name], 0);
}
