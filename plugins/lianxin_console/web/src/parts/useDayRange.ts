import { useSession } from "@/api/session";
import { useParameter } from "./useParameter";

/** Two days in the address, and the moments between them in the locality's time. */
export function useDayRange() {
  const { timeZone } = useSession();
  const [from, setFrom] = useParameter("from");
  const [to, setTo] = useParameter("to");
  const range = from || to
    ? { from: from ? startOf(from, timeZone) : null, to: to ? startOf(dayAfter(to), timeZone) : null }
    : null;
  return { range, from, setFrom, to, setTo };
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** When a day begins there; an offset that changes on that very day is not looked at. */
export function startOf(day: string, timeZone: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(noon);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value.replace("GMT", "") || "+00:00";
  return `${day}T00:00:00${offset || "Z"}`;
}

/** What a clock there shows (2026-11-22T09:30), as a moment. */
export function momentOf(local: string, timeZone: string): string {
  const [day = "", time = "00:00"] = local.split("T");
  return startOf(day, timeZone).replace("T00:00", `T${time}`);
}
