import { App, Button, Tag } from "antd";
import { useState } from "react";
import { useAsk, useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer, Refusals, Working } from "@/parts/Answer";
import { Panel } from "@/parts/Panel";
import { Table, type Column } from "@/parts/Table";
import { Apply } from "./Apply";
import { useShown } from "./Changes";
import { Preview } from "./Preview";
import {
  callOffMutation, modulesWithHistoryQuery, putBackMutation, type RevisionFragment,
} from "./generated/modules";
import { usePreview } from "./usePreview";
import { words } from "./words";

const LOOKS: Record<string, string> = { WAITING: "soon", APPLIED: "good", FAILED: "late" };

/** Who changed what, when and why; what waits for its day; and putting any of it back. */
export function History({ module, names }: { module: string; names: (name: string) => string }) {
  const say = useWords(words);
  const { may } = useSession();
  const asked = useAsk(modulesWithHistoryQuery, {});
  const [number, setNumber] = useState<number | null>(null);
  const columns = useColumns(names);
  const mayChange = may("module.configure");
  const putBack: Column<RevisionFragment> = {
    name: say("action"),
    show: (one) => one.state === "APPLIED" && (
      <Button size="small" onClick={() => setNumber(one.number)}>{say("putBack")}</Button>
    ),
  };
  return (
    <Answer of={asked}>
      {({ modules }) => {
        const found = modules.find((one) => one.key === module);
        const past = found?.settingsHistory.edges.map(({ node }) => node) ?? [];
        const coming = found?.scheduledSettings.edges.map(({ node }) => node) ?? [];
        return (
          <>
            {coming.length > 0 && <Scheduled module={module} revisions={coming} columns={columns} />}
            {number !== null && (
              <PutBack key={number} module={module} number={number} names={names} onDone={() => setNumber(null)} />
            )}
            <Panel
              title={say("history")} bare
              extra={mayChange && past.length > 0 && (
                <Button size="small" type="link" onClick={() => setNumber(0)}>{say("putBackStart")}</Button>
              )}
            >
              <Table
                label={say("history")} rows={past} keyOf={(one) => one.number} empty={say("noHistory")}
                columns={mayChange ? [...columns, putBack] : columns}
              />
            </Panel>
          </>
        );
      }}
    </Answer>
  );
}

function useColumns(names: (name: string) => string): Column<RevisionFragment>[] {
  const say = useWords(words);
  const { moment, shortDate } = useFormat();
  const show = useShown();
  return [
    { name: say("number"), show: (one) => one.number, figures: true },
    { name: say("at"), show: (one) => <span className="figures">{moment(one.at)}</span> },
    { name: say("by"), show: (one) => one.by },
    {
      name: say("whatChanged"),
      show: (one) => (
        <ul className="plain">
          {one.changes.map((each) => (
            <li key={each.name}>{names(each.name)}：{show(each.from)} → <strong>{show(each.to)}</strong></li>
          ))}
          {one.problem && <li className="late">{one.problem}</li>}
        </ul>
      ),
    },
    { name: say("reason"), show: (one) => one.reason ?? "—" },
    {
      name: say("state"),
      show: (one) => (
        <>
          <Tag className={`state ${LOOKS[one.state] ?? ""}`}>{say(one.state)}</Tag>
          {one.effectiveOn && <div className="quiet">{say("onDay", { day: shortDate(one.effectiveOn) })}</div>}
        </>
      ),
    },
  ];
}

function Scheduled(
  { module, revisions, columns }:
  { module: string; revisions: RevisionFragment[]; columns: Column<RevisionFragment>[] },
) {
  const say = useWords(words);
  const { may } = useSession();
  const { message } = App.useApp();
  const { run, busy, errors } = useDo(callOffMutation);
  const callOff = async (number: number) => {
    if (await run({ input: { module, number } })) void message.success(say("calledOff"));
  };
  const action: Column<RevisionFragment> = {
    name: say("action"),
    show: (one) => (
      <Button size="small" loading={busy} onClick={() => void callOff(one.number)}>{say("callOff")}</Button>
    ),
  };
  return (
    <Panel title={say("scheduled")} bare>
      <Refusals errors={errors} />
      <Table
        label={say("scheduled")} rows={revisions} keyOf={(one) => one.number} empty=""
        columns={may("module.configure") ? [...columns, action] : columns}
      />
    </Panel>
  );
}

function PutBack(
  { module, number, names, onDone }:
  { module: string; number: number; names: (name: string) => string; onDone: () => void },
) {
  const say = useWords(words);
  const { run, busy, errors } = useDo(putBackMutation);
  const previewed = usePreview(() => run({ input: { module, number, dryRun: true } }));
  const title = number ? say("putBackTitle", { n: number }) : say("putBackStart");
  return (
    <Panel title={title} className="preview">
      {previewed ? (
        <>
          <Preview of={previewed} names={names} />
          <Apply
            busy={busy} errors={errors} onDiscard={onDone}
            onApply={async ({ reason }) => {
              const done = await run({ input: { module, number, reason, dryRun: false } });
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
