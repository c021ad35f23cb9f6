import { useMemo } from "react";
import { useLanguage } from "./language";
import { useSession } from "@/api/session";

/** How dates and numbers are written here: in the reader's language, in the locality's time. */
export function useFormat() {
  const { language } = useLanguage();
  const { timeZone } = useSession();
  return useMemo(() => {
    const locale = language === "en" ? "en-GB" : "zh-CN";
    const make = (options: Intl.DateTimeFormatOptions, zone: string = timeZone) => {
      const format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
      return (at: string | Date | null | undefined) => (at ? format.format(new Date(at)) : "");
    };
    const key = new Intl.DateTimeFormat("en-CA", { timeZone });
    const number = new Intl.NumberFormat(locale);
    const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    return {
      /** 9月24日 09:00 */
      moment: make({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }),
      /** 2026年9月24日 09:00 */
      fullMoment: make({
        year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit",
      }),
      /** 09:00 */
      time: make({ hour: "2-digit", minute: "2-digit" }),
      /** Of a moment, in the locality's time: 9月24日 */
      day: make({ month: "short", day: "numeric" }),
      /** Of a date without a time */
      date: make({ year: "numeric", month: "long", day: "numeric" }, "UTC"),
      shortDate: make({ month: "short", day: "numeric" }, "UTC"),
      weekday: make({ weekday: "short" }, "UTC"),
      month: make({ year: "numeric", month: "short" }, "UTC"),
      /** The locality's day of a moment: 2026-09-24 */
      dayKey: (at: string | Date) => key.format(new Date(at)),
      number: (value: number) => number.format(value),
      figure: (value: number) => figure.format(value),
      percent: (part: number, whole: number) =>
        whole ? `${figure.format((100 * part) / whole)}%` : "—",
    };
  }, [language, timeZone]);
}
