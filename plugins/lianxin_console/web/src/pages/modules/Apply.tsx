import { App, Button, Checkbox, Input } from "antd";
import { useState } from "react";
import type { UserError } from "@/api/asking";
import { useWords } from "@/language/language";
import { Refusals } from "@/parts/Answer";
import { words } from "./words";

export interface Given {
  reason: string | null;
  effectiveOn: string | null;
}

/** Makes the change that was previewed: why, and from when. */
export function Apply(
  { onApply, onDiscard, errors, busy, schedulable, breaking }:
  {
    onApply: (given: Given) => Promise<boolean>; onDiscard: () => void;
    errors: readonly UserError[]; busy: boolean; schedulable?: boolean; breaking?: boolean;
  },
) {
  const say = useWords(words);
  const { message } = App.useApp();
  const [reason, setReason] = useState("");
  const [effectiveOn, setEffectiveOn] = useState("");
  const [accepted, setAccepted] = useState(false);
  const apply = async () => {
    const done = await onApply({ reason: reason.trim() || null, effectiveOn: effectiveOn || null });
    if (done) void message.success(say(effectiveOn ? "scheduledNow" : "applied"));
  };
  return (
    <form
      className="stack tight apply"
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
    >
      <div className="sieve">
        <label className="grow">
          <span>{say("reason")}</span>
          <Input value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
        </label>
        {schedulable && (
          <label>
            <span>{say("effectiveOn")}</span>
            <Input type="date" value={effectiveOn} onChange={(e) => setEffectiveOn(e.target.value)} />
          </label>
        )}
      </div>
      {breaking && (
        <Checkbox checked={accepted} onChange={(e) => setAccepted(e.target.checked)}>{say("acceptBreaking")}</Checkbox>
      )}
      <Refusals errors={errors} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy} disabled={breaking && !accepted}>
          {say(effectiveOn ? "schedule" : "apply")}
        </Button>
        <Button onClick={onDiscard}>{say("discard")}</Button>
      </div>
    </form>
  );
}
