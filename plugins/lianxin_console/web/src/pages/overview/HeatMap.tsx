import { Alert, Button, Segmented } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Working } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import type { DateTimeRange } from "./generated/overview";
import { useUnitsByMonth, type Cell } from "./useUnitsByMonth";
import { words } from "./words";

const MEASURES = ["count", "open", "overdue", "rate"] as const;
type Measure = (typeof MEASURES)[number];
const FEW = 12;

/** Units down, months across; each cell leads to its cases. */
export function HeatMap({ since }: { since: DateTimeRange }) {
  const say = useWords(words);
  const [measure, setMeasure] = useState<Measure>("count");
  const { cells, done, problem } = useUnitsByMonth(since);
  return (
    <Panel
      bare className="overview-4" title={say("heat")}
      extra={(
        <Segmented
          size="small" aria-label={say("measure")} value={measure}
          options={MEASURES.map((one) => ({ value: one, label: say(one) }))} onChange={setMeasure}
        />
      )}
    >
      {problem && <Alert type="error" showIcon title={problem} />}
      {!done && <div className="heat-note"><Working what={say("loadingUnits", { n: cells.length })} /></div>}
      {done && !cells.length && !problem && <p className="quiet heat-note">{say("none")}</p>}
      {cells.length > 0 && <Cells cells={cells} measure={measure} />}
    </Panel>
  );
}

function Cells({ cells, measure }: { cells: Cell[]; measure: Measure }) {
  const say = useWords(words);
  const [all, setAll] = useState(false);
  const { months, units } = useMemo(() => arranged(cells), [cells]);
  const shown = all ? units : units.slice(0, FEW);
  const most = Math.max(...cells.map((cell) => figure(cell, measure) ?? 0), 1);
  return (
    <div className="heat-scroll" tabIndex={0} role="region" aria-label={say("heat")}>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{say("unit")}</th>
            {months.map(([code, name]) => <th key={code} scope="col">{name}</th>)}
            <th scope="col">{say("total")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((unit) => (
            <tr key={unit.code}>
              <th scope="row">{unit.name}</th>
              {months.map(([code]) => <Heat key={code} cell={unit.months.get(code)} measure={measure} most={most} />)}
              <td className="figures"><Figure cell={unit.total} measure={measure} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {units.length > FEW && (
        <Button type="link" onClick={() => setAll(!all)}>
          {all ? say("showFew", { n: FEW }) : say("showAll", { n: units.length })}
        </Button>
      )}
    </div>
  );
}

function Heat({ cell, measure, most }: { cell: Cell | undefined; measure: Measure; most: number }) {
  const { locality } = useSession();
  const value = cell && figure(cell, measure);
  if (!cell || value === undefined || (value === 0 && measure !== "rate")) return <td className="figures quiet">·</td>;
  const share = value / most;
  const color = measure === "overdue" ? "178 58 43" : "28 93 140";
  const from = `${cell.month}-01`;
  const to = lastDay(cell.month);
  const where = `unit=${encodeURIComponent(cell.unit)}&from=${from}&to=${to}`;
  const which = measure === "count" || measure === "rate" ? "all" : measure;
  // Never so dark that the figure on it is hard to read.
  const shade = { background: `rgb(${color} / ${0.06 + 0.46 * share})` };
  const text = <Figure cell={cell} measure={measure} />;
  return (
    <td className="figures" style={shade}>
      {cell.unit ? <Link to={`/${locality}/cases?which=${which}&${where}`}>{text}</Link> : text}
    </td>
  );
}

function Figure({ cell, measure }: { cell: Cell; measure: Measure }) {
  const { number, percent } = useFormat();
  return <>{measure === "rate" ? percent(cell.answered, cell.count) : number(cell[measure])}</>;
}

function figure(cell: Cell, measure: Measure): number | undefined {
  if (measure !== "rate") return cell[measure];
  return cell.count ? (100 * cell.answered) / cell.count : undefined;
}

function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

interface Unit {
  code: string;
  name: string;
  months: Map<string, Cell>;
  total: Cell;
}

/** Months in order; units with the most cases first. */
function arranged(cells: Cell[]): { months: [string, string][]; units: Unit[] } {
  const months = new Map(cells.map((cell) => [cell.month, cell.monthName]));
  const units = new Map<string, Unit>();
  for (const cell of cells) {
    const unit = units.get(cell.unit)
      ?? { code: cell.unit, name: cell.unitName, months: new Map(), total: { ...cell, count: 0, open: 0, overdue: 0, answered: 0 } };
    unit.months.set(cell.month, cell);
    for (const name of ["count", "open", "overdue", "answered"] as const) unit.total[name] += cell[name];
    units.set(cell.unit, unit);
  }
  return {
    months: [...months].sort(([a], [b]) => a.localeCompare(b)),
    units: [...units.values()].sort((a, b) => b.total.count - a.total.count),
  };
}
