import { useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { useParameter } from "@/parts/useParameter";
import "./comparison.css";
import { comparisonQuery, type ShareFragment } from "./generated/comparison";
import { Models } from "./Models";
import { words } from "./words";

export default function Comparison() {
  const say = useWords(words);
  const { figure } = useFormat();
  const [from, setFrom] = useParameter("from");
  const [to, setTo] = useParameter("to");
  const period = { from: from || null, to: to || null };
  const asked = useAsk(comparisonQuery, period);
  const number = (value: number | null) => (value === null ? <span className="quiet">{say("few")}</span> : figure(value));
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Filters label={say("period")}>
        <TextFilter type="date" name={say("from")} value={from} onChange={setFrom} />
        <TextFilter type="date" name={say("to")} value={to} onChange={setTo} />
      </Filters>
      <Answer of={asked} rows={8}>
        {({ comparison }) => (
          <>
            <Panel bare>
              <Table
                label={say("title")} rows={comparison} keyOf={(one) => one.locality} empty={say("none")}
                columns={[
                  {
                    name: say("locality"),
                    show: (one) => <>{one.name}{one.unavailable && <div className="late">{one.unavailable}</div>}</>,
                  },
                  { name: say("cases"), figures: true, show: (one) => number(one.cases) },
                  { name: say("open"), figures: true, show: (one) => number(one.open) },
                  { name: say("overdue"), figures: true, show: (one) => number(one.overdue) },
                  { name: say("median"), figures: true, show: (one) => number(one.medianDaysToAnswer) },
                  { name: say("calledBack"), show: (one) => <Interval of={one.calledBack} /> },
                  { name: say("satisfied"), show: (one) => <Interval of={one.satisfied} /> },
                ]}
              />
            </Panel>
            <Models
              localities={comparison.map(({ locality, name }) => ({ value: locality, label: name }))} period={period}
            />
          </>
        )}
      </Answer>
    </Page>
  );
}

/** A share with the interval in which it may well lie. */
function Interval({ of }: { of: ShareFragment | null }) {
  const say = useWords(words);
  const { figure } = useFormat();
  if (!of || of.percent === null || of.low === null || of.high === null) {
    return <span className="quiet">{say("few")}</span>;
  }
  return (
    <div className="interval">
      <span className="interval-line" aria-hidden="true">
        <span style={{ left: `${of.low}%`, width: `${of.high - of.low}%` }} />
        <i style={{ left: `${of.percent}%` }} />
      </span>
      <span className="figures">{figure(of.percent)}%<span className="quiet"> {figure(of.low)}–{figure(of.high)}</span></span>
    </div>
  );
}
