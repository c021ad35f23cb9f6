import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import type { Case } from "./OneCase";
import { caseWords } from "./words";

export function Timeline({ one }: { one: Case }) {
  const { fullMoment } = useFormat();
  const entries = one.timeline.edges.map((edge) => edge.node);
  return (
    <ol className="timeline plain">
      {entries.map((entry) => (
        <li key={entry.id}>
          <div className="row between">
            <span><strong>{entry.action.label}</strong> <span className="quiet">→ {entry.step.label}</span></span>
            <time className="quiet figures" dateTime={entry.at}>{fullMoment(entry.at)}</time>
          </div>
          <div className="quiet">{[entry.unit?.name, entry.actor?.name].filter(Boolean).join(" · ")}</div>
          {entry.note && <p className="timeline-note">{entry.note}</p>}
        </li>
      ))}
    </ol>
  );
}

export function useLasting() {
  const say = useWords(caseWords);
  return (seconds: number) => {
    if (seconds >= 86_400) return say("days", { n: Math.round(seconds / 8640) / 10 });
    if (seconds >= 3600) return say("hours", { n: Math.round(seconds / 360) / 10 });
    return say("minutes", { n: Math.max(1, Math.round(seconds / 60)) });
  };
}
