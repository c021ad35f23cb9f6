import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useSession } from "@/api/session";
import type { CaseFilter, CaseOrder, CasePhase } from "./generated/cases";

export const PHASES = [
  "INTAKE", "TRIAGE", "CONSULTATION", "HANDLING", "SUPERVISION", "ANSWERED", "FOLLOW_UP", "CLOSED",
] as const satisfies readonly CasePhase[];

/** What is asked for, as the address says it: it can be sent to a colleague, and be gone back to. */
export interface Asked {
  search: string;
  which: string;
  phase: CasePhase[];
  channel: string[];
  category: string[];
  unit: string;
  from: string;
  to: string;
  order: string;
}

export function useFilters() {
  const [params, setParams] = useSearchParams();
  const { viewer } = useSession();
  const asked = useMemo<Asked>(() => {
    const one = (name: string) => params.get(name) ?? "";
    const many = (name: string) => params.getAll(name);
    return {
      search: one("search"),
      which: one("which") || "open",
      phase: many("phase").filter((phase): phase is CasePhase => PHASES.some((p) => p === phase)),
      channel: many("channel"),
      category: many("category"),
      unit: one("unit"),
      from: one("from"),
      to: one("to"),
      order: one("order") || "newest",
    };
  }, [params]);
  const ask = useCallback(
    (change: Partial<Record<keyof Asked, string | readonly string[]>>) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          next.delete("after");
          next.delete("before");
          for (const [name, value] of Object.entries(change)) {
            next.delete(name);
            for (const each of typeof value === "string" ? [value] : value) if (each) next.append(name, each);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const filter = useMemo(() => filterOf(asked, viewer.personId), [asked, viewer.personId]);
  const orderBy = useMemo(() => orderOf(asked.order), [asked.order]);
  return { asked, ask, filter, orderBy, clear: useCallback(() => setParams({}), [setParams]) };
}

function filterOf(asked: Asked, me: string | null): CaseFilter {
  const filter: CaseFilter = {};
  if (asked.search) filter.search = asked.search;
  if (asked.which === "open") filter.open = true;
  if (asked.which === "closed") filter.open = false;
  if (asked.which === "overdue") filter.overdue = true;
  if (asked.which === "mine") Object.assign(filter, { handler: me, open: true });
  if (asked.phase.length) filter.phase = asked.phase;
  if (asked.channel.length) filter.channel = asked.channel;
  if (asked.category.length) filter.category = asked.category;
  if (asked.unit) filter.unit = asked.unit;
  if (asked.from || asked.to) {
    filter.submittedAt = {
      from: asked.from ? `${asked.from}T00:00:00+08:00` : null,
      to: asked.to ? `${asked.to}T23:59:59+08:00` : null,
    };
  }
  return filter;
}

function orderOf(order: string): CaseOrder[] {
  return order === "due"
    ? [{ field: "DUE_AT", direction: "ASC" }]
    : [{ field: "SUBMITTED_AT", direction: "DESC" }];
}
