import { Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { Answer } from "@/parts/Answer";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { History } from "./History";
import { EnabledTag } from "./ModuleList";
import { Purge } from "./Purge";
import { Purges } from "./Purges";
import { SettingsPanel } from "./SettingsPanel";
import { SwitchPreview } from "./SwitchPreview";
import { modulesWithSettingsQuery, type ModulesWithSettingsQuery } from "./generated/modules";
import { namesOf } from "./naming";
import { words } from "./words";

export type Module = ModulesWithSettingsQuery["modules"][number];

export function ModulePage() {
  const { key } = useParams();
  const say = useWords(words);
  const asked = useAsk(modulesWithSettingsQuery, {});
  return (
    <Answer of={asked} rows={10}>
      {({ modules }) => {
        const module = modules.find((one) => one.key === key);
        if (!module) return <Page title={say("unknown")}>{null}</Page>;
        return <Shown key={module.key} module={module} again={asked.again} />;
      }}
    </Answer>
  );
}

function Shown({ module, again }: { module: Module; again: () => void }) {
  const say = useWords(words);
  const { locality, may } = useSession();
  const [doing, setDoing] = useState<"switch" | "purge" | null>(null);
  const canSwitch = may("module.enable") && !doing;
  const [purges, setPurges] = useState(0);
  const done = () => setDoing(null);
  const purged = () => {
    done();
    setPurges((n) => n + 1);
    again();
  };
  return (
    <Page
      title={module.name}
      lead={<span className="row"><code>{module.key}</code><EnabledTag enabled={module.enabled} /></span>}
      actions={canSwitch && (
        <>
          <Button type={module.enabled ? "default" : "primary"} onClick={() => setDoing("switch")}>
            {say(module.enabled ? "disable" : "enable")}
          </Button>
          {!module.enabled && <Button danger onClick={() => setDoing("purge")}>{say("purge")}</Button>}
        </>
      )}
    >
      {doing === "switch" && <SwitchPreview module={module} onDone={done} />}
      {doing === "purge" && <Purge plugin={module.plugin} onDone={done} onPurged={purged} />}
      <SettingsPanel key={JSON.stringify(module.settings)} module={module} />
      {may("module.read_history") && <Purges plugin={module.plugin} />}
      {may("module.read_history") && (
        <History key={purges} module={module.key} names={namesOf(module.settingsSchema)} />
      )}
      {module.rules.length > 0 && (
        <Panel title={say("rules")}>
          <ul className="plain stack tight">
            {module.rules.map((rule) => (
              <li key={rule.key}>
                <Link to={`/${locality}/rules/${encodeURIComponent(rule.key)}`}>{rule.code} {rule.title}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
}
