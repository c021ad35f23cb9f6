import { useEffect, useState } from "react";
import { useAskOnce } from "@/api/asking";
import { unitsByMonthQuery, type DateTimeRange, type UnitsByMonthQuery } from "./generated/overview";

export interface Cell {
  unit: string;
  unitName: string;
  month: string;
  monthName: string;
  count: number;
  open: number;
  overdue: number;
  answered: number;
}

const MOST_PAGES = 30;

/** Every cell, page after page; `done` once all are there. */
export function useUnitsByMonth(since: DateTimeRange) {
  const ask = useAskOnce();
  const [{ cells, done, problem }, set] = useState<{ cells: Cell[]; done: boolean; problem?: string }>(
    { cells: [], done: false },
  );
  useEffect(() => {
    let wanted = true;
    async function fetchAll() {
      let found: Cell[] = [];
      let after: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { caseStatistics }: UnitsByMonthQuery = await ask(unitsByMonthQuery, { since, after });
        found = [...found, ...caseStatistics.edges.map(({ node: { keys, ...figures } }) => ({
          unit: keys[0]?.code ?? "", unitName: keys[0]?.label ?? "",
          month: keys[1]?.code ?? "", monthName: keys[1]?.label ?? "", ...figures,
        }))];
        after = caseStatistics.pageInfo.endCursor;
        const done = !caseStatistics.pageInfo.hasNextPage;
        if (!wanted) return;
        set({ cells: found, done });
        if (done) return;
      }
    }
    set({ cells: [], done: false });
    fetchAll().catch((error: Error) => wanted && set({ cells: [], done: true, problem: error.message }));
    return () => {
      wanted = false;
    };
  }, [ask, since]);
  return { cells, done, problem };
}
