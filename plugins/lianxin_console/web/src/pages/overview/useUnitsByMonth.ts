import { useEffect, useReducer, useRef, useState } from "react";
import { useAskOnce } from "@/api/asking";
import { useCaseChanges } from "@/parts/following/useCaseChanges";
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

const SELDOM = 60_000;

/** Every cell, page after page; `done` once all are there. As cases change they are fetched again,
 * which is long work: what was there stands meanwhile. */
export function useUnitsByMonth(since: DateTimeRange) {
  const ask = useAskOnce();
  const [round, again] = useReducer((n: number) => n + 1, 0);
  useCaseChanges({ asked: { again }, every: SELDOM });
  const [{ cells, done, problem }, set] = useState<{ cells: Cell[]; done: boolean; problem?: string }>(
    { cells: [], done: false },
  );
  const fetched = useRef(false);
  useEffect(() => {
    fetched.current = false;
    set({ cells: [], done: false });
  }, [since]);
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
        if (done || !fetched.current) set({ cells: found, done });
        if (done) {
          fetched.current = true;
          return;
        }
      }
    }
    fetchAll().catch((error: Error) => wanted && set((old) => ({ ...old, done: true, problem: error.message })));
    return () => {
      wanted = false;
    };
  }, [ask, since, round]);
  return { cells, done, problem };
}
