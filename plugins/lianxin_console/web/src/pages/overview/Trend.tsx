import { useMemo } from "react";
import { INK } from "@/app/theme";
import { useWords } from "@/language/language";
import { Chart } from "@/parts/Chart";
import type { TotalsQuery } from "./generated/overview";
import { words } from "./words";

export default function Trend({ data }: { data: TotalsQuery }) {
  const say = useWords(words);
  const weeks = useMemo(
    () => data.weeks.edges.map(({ node }) => ({
      week: node.keys[0]?.label ?? "",
      short: node.keys[0]?.code.split("-").at(-1) ?? "",
      done: node.count - node.open,
      running: node.open - node.overdue,
      late: node.overdue,
    })),
    [data],
  );
  const option = useMemo(() => {
    const series = ([["done", "#a9bccb"], ["running", INK.primary], ["late", INK.late]] as const).map(
      ([name, color]) => ({
        name: say(name), type: "bar", stack: "cases", barMaxWidth: 26, itemStyle: { color },
        data: weeks.map((week) => week[name]),
      }),
    );
    return {
      grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
      legend: { right: 0, top: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: INK.quiet } },
      xAxis: {
        type: "category", data: weeks.map((week) => week.short), axisTick: { show: false },
        axisLine: { lineStyle: { color: INK.line } }, axisLabel: { color: INK.quiet },
      },
      yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: "#eef0f2" } }, axisLabel: { color: INK.quiet } },
      series,
    };
  }, [weeks, say]);
  return (
    <>
      <Chart option={option} height={240} says={say("trend")} />
      <table className="unseen">
        <caption>{say("trend")}</caption>
        <thead><tr><th>{say("week")}</th><th>{say("done")}</th><th>{say("running")}</th><th>{say("late")}</th></tr></thead>
        <tbody>
          {weeks.map(({ week, done, running, late }) => (
            <tr key={week}><th>{week}</th><td>{done}</td><td>{running}</td><td>{late}</td></tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
