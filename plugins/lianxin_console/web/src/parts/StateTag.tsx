import { Tag } from "antd";
import { useWords } from "@/language/language";

const words = {
  MET: ["已达标", "Met"],
  DUE: ["待完成", "Due"],
  AT_RISK: ["有风险", "At risk"],
  BREACHED: ["未达标", "Breached"],
  EXEMPT: ["免除", "Exempt"],
  none: ["—", "—"],
} as const;

const LOOKS: Record<string, string> = { MET: "good", AT_RISK: "soon", BREACHED: "late" };

export const STATES = ["BREACHED", "AT_RISK", "DUE", "MET", "EXEMPT"] as const;
export type State = (typeof STATES)[number];

export function useStateName() {
  const say = useWords(words);
  return (state: State | null | undefined) => say(state ?? "none");
}

export function StateTag({ state }: { state: State | null | undefined }) {
  const name = useStateName();
  return <Tag className={`state ${LOOKS[state ?? ""] ?? ""}`}>{name(state)}</Tag>;
}
