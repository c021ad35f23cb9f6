import { useFollowing } from "@/api/following";
import { useSession } from "@/api/session";
import { caseChangesSubscription, type CaseChangesSubscription } from "./generated/changes";

/** Changes of one case, or of all that the viewer sees, for a list: by a change a case may leave the
 * list, too. Told are those that others made; of a list only that there were some, so that where much
 * goes on a screen reader is not kept talking. */
export function useCaseChanges(
  { of = null, asked: { again, fetching = false }, every }:
  { of?: string | null; asked: { again: () => void; fetching?: boolean }; every: number },
) {
  const { viewer: { personId }, may } = useSession();
  function tell({ caseChanged: { entry } }: CaseChangesSubscription) {
    if (personId && entry.actor?.id === personId) return null;
    return of ? [entry.actor?.name, entry.action.label].filter(Boolean).join(" ") : "";
  }
  const pause = !may("case.read_own", "case.read_unit", "case.read_all");
  return useFollowing(caseChangesSubscription, { code: of }, {
    refresh: again, busy: fetching, every, tell, pause,
  });
}
