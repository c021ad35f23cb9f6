import { useAsk } from "@/api/asking";
import { accountRolesQuery } from "./generated/accounts";

/** The roles that may be given, to choose from. */
export function useRoles() {
  const { data } = useAsk(accountRolesQuery, {}, { requestPolicy: "cache-first" });
  return data?.accountRoles.map(({ code, label }) => ({ value: code, label })) ?? [];
}
