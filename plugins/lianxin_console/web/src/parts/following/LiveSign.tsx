import type { Followed } from "@/api/following";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";

const words = {
  fresh: ["{at} 已更新", "Updated at {at}"],
  updated: ["{at} 已更新：{what}", "Updated at {at}: {what}"],
  broken: ["实时更新已中断，正在重新连接。", "Live updates have stopped; connecting again."],
  ended: ["此页不再自动更新，请重新载入。", "This page is no longer updated by itself; load it again."],
} as const;

/** Says quietly, also to who cannot see it, that what is shown has changed by itself. */
export function LiveSign({ of: { at, what, state } }: { of: Followed }) {
  const say = useWords(words);
  const { time } = useFormat();
  return (
    <p className="live-sign quiet" role="status" aria-live="polite">
      {state === "on" ? at && say(what ? "updated" : "fresh", { at: time(at), what }) : say(state)}
    </p>
  );
}
