import { Segmented } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer, Waiting } from "@/parts/Answer";
import { useCaseChanges } from "@/parts/following/useCaseChanges";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { totalsQuery } from "./generated/overview";
import { HeatMap } from "./HeatMap";
import "./overview.css";
import { Phases } from "./Phases";
import { Tiles } from "./Tiles";
import { Today } from "./Today";
import { words } from "./words";

// The chart library is large: the figures need not wait for it.
const Trend = lazy(() => import("./Trend"));

const PERIODS = { d30: 30, d90: 90, d365: 365 } as const;
type Period = keyof typeof PERIODS;

export default function Overview() {
  const say = useWords(words);
  const { now } = useSession();
  const { date, weekday, dayKey } = useFormat();
  const [params, setParams] = useSearchParams();
  const asked = params.get("period");
  const period: Period = asked === "d30" || asked === "d365" ? asked : "d90";
  const since = useMemo(() => sinceOf(now, PERIODS[period]), [now, period]);
  const totals = useAsk(totalsQuery, { since });
  const live = useCaseChanges({ asked: totals, every: 5000 });
  const today = dayKey(now);
  return (
    <Page
      title={say("title")} lead={say("lead", { day: date(today), weekday: weekday(today) })} live={live}
      actions={(
        <Segmented
          aria-label={say("since")} value={period}
          options={(Object.keys(PERIODS) as Period[]).map((key) => ({ value: key, label: say(key) }))}
          onChange={(key) => setParams(key === "d90" ? {} : { period: key }, { replace: true })}
        />
      )}
    >
      <Answer of={totals} rows={3}>{(data) => <Tiles data={data} />}</Answer>
      <div className="overview">
        <div className="stack">
          <Panel className="overview-2" title={say("trend")}>
            <Answer of={totals}>
              {(data) => <Suspense fallback={<Waiting />}><Trend data={data} /></Suspense>}
            </Answer>
          </Panel>
          <HeatMap since={since} />
        </div>
        <div className="stack">
          <Today />
          <Panel className="overview-3" title={say("phases")}>
            <Answer of={totals}>{(data) => <Phases data={data} />}</Answer>
          </Panel>
        </div>
      </div>
    </Page>
  );
}

/** From the beginning of a day in the past, so that the same question is asked all day long. */
function sinceOf(now: string, days: number) {
  const from = new Date(now);
  from.setUTCDate(from.getUTCDate() - days);
  return { from: `${from.toISOString().slice(0, 10)}T00:00:00+08:00`, to: null };
}
