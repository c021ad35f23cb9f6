import { Button } from "antd";
import { useDo } from "@/api/asking";
import { useWords } from "@/language/language";
import { Refusals, Working } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { Apply } from "./Apply";
import type { Module } from "./ModulePage";
import { Preview, type Previewed } from "./Preview";
import { disableMutation, enableMutation } from "./generated/modules";
import { namesOf } from "./naming";
import { usePreview } from "./usePreview";
import { words } from "./words";

/** What enabling or disabling would do, and doing it. */
export function SwitchPreview({ module, onDone }: { module: Module; onDone: () => void }) {
  const say = useWords(words);
  const enabling = useDo(enableMutation);
  const disabling = useDo(disableMutation);
  const { busy, errors } = module.enabled ? disabling : enabling;
  const run = (dryRun: boolean, reason?: string | null): Promise<Previewed | null> => {
    const input = { module: module.key, dryRun, reason, acceptBreakingChanges: true };
    return module.enabled ? disabling.run({ input }) : enabling.run({ input });
  };
  const previewed = usePreview(() => run(true));
  const breaking = previewed?.schemaChanges?.some((change) => change.criticality === "BREAKING");
  return (
    <Panel title={say(module.enabled ? "disableTitle" : "enableTitle", { name: module.name })} className="preview">
      {previewed ? (
        <>
          <Preview of={previewed} names={namesOf(module.settingsSchema)} />
          <Apply
            busy={busy} errors={errors} onDiscard={onDone} breaking={breaking}
            onApply={async ({ reason }) => {
              const done = await run(false, reason);
              if (done) onDone();
              return Boolean(done);
            }}
          />
        </>
      ) : busy ? <Working what={say("working")} /> : (
        <div className="stack tight">
          <Refusals errors={errors} />
          <div><Button onClick={onDone}>{say("discard")}</Button></div>
        </div>
      )}
    </Panel>
  );
}
