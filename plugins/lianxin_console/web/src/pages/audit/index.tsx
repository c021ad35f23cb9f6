import { Alert, Button, Tag } from "antd";
import { useState } from "react";
import { messageOf, useAsk } from "@/api/asking";
import { useFormat } from "@/language/format";
import { useLanguage, useWords } from "@/language/language";
import { Answer, Working } from "@/parts/Answer";
import { ChoiceFilter, Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { useDayRange } from "@/parts/useDayRange";
import { useParameter } from "@/parts/useParameter";
import { usePaused } from "@/parts/pickers/useFinding";
import { auditActionsQuery, auditEntriesQuery, auditVerificationQuery } from "./generated/audit";
import { words } from "./words";

export default function Audit() {
  const say = useWords(words);
  const { moment } = useFormat();
  const [actor, setActor] = useParameter("actor");
  const [action, setAction] = useParameter("action");
  const [object, setObject] = useParameter("object");
  const [result, setResult] = useParameter("result");
  const { range, from, setFrom, to, setTo } = useDayRange();
  const one = (text: string) => (text ? [text] : null);
  const filter = {
    actorName: usePaused(actor) || null, action: one(action), object: usePaused(object) || null,
    result: one(result), at: range,
  };
  const asked = useAsk(auditEntriesQuery, { filter, ...usePage(40) });
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Chain />
      <Filters label={say("find")}>
        <TextFilter name={say("actor")} value={actor} onChange={setActor} />
        <ChoiceFilter name={say("action")} value={action} onChange={setAction} options={useActions()} />
        <TextFilter name={say("object")} value={object} onChange={setObject} />
        <ChoiceFilter
          name={say("result")} value={result} onChange={setResult}
          options={[{ value: "done", label: say("done") }, { value: "refused", label: say("refused") }]}
        />
        <TextFilter type="date" name={say("from")} value={from} onChange={setFrom} />
        <TextFilter type="date" name={say("to")} value={to} onChange={setTo} />
      </Filters>
      <Panel bare>
        <Answer of={asked} rows={10}>
          {({ auditEntries }) => (
            <>
              <Table
                label={say("title")} rows={auditEntries.edges} keyOf={({ node }) => node.id} empty={say("none")}
                columns={[
                  { name: "#", show: ({ node }) => node.n ?? "—", figures: true },
                  { name: say("at"), show: ({ node }) => <span className="figures nowrap">{moment(node.at)}</span> },
                  { name: say("actor"), show: ({ node }) => <span title={node.actor ?? ""}>{node.actorName ?? say("nobody")}</span> },
                  { name: say("action"), show: ({ node }) => <Action of={node} /> },
                  { name: say("object"), show: ({ node }) => <code>{node.object}</code> },
                  { name: say("result"), show: ({ node }) => <Result of={node.result} reason={node.reason} /> },
                  {
                    name: say("hash"),
                    show: ({ node }) => <code className="quiet">{node.hash?.slice(0, 12) ?? say("unsealed")}</code>,
                  },
                ]}
              />
              <Pager
                info={auditEntries.pageInfo} total={auditEntries.totalCount}
                exact={auditEntries.totalCountIsExact}
              />
            </>
          )}
        </Answer>
      </Panel>
    </Page>
  );
}

/** All that the audit has words for, in their order. */
function useActions() {
  const { language } = useLanguage();
  const { data } = useAsk(auditActionsQuery, {});
  const terms = data?.vocabularies.flatMap((one) => one.terms) ?? [];
  return terms
    .map(({ code, label }) => ({ value: code, label }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

function Action({ of }: { of: { action: string; actionLabel: string } }) {
  const named = of.actionLabel !== of.action;
  return named ? <span title={of.action}>{of.actionLabel}</span> : <code>{of.action}</code>;
}

function Result({ of, reason }: { of: string; reason: string | null }) {
  const say = useWords(words);
  const known = of === "done" || of === "refused";
  return (
    <>
      <Tag className={`state ${of === "done" ? "good" : "late"}`}>{known ? say(of) : of}</Tag>{" "}
      {reason && <span className="quiet">{reason}</span>}
    </>
  );
}

function Chain() {
  const say = useWords(words);
  const [wanted, setWanted] = useState(false);
  const { data, fetching, error, again } = useAsk(auditVerificationQuery, {}, { pause: !wanted });
  const verify = () => (wanted ? again() : setWanted(true));
  const found = data?.auditVerification;
  return (
    <Panel>
      <div className="row">
        <Button onClick={verify} loading={fetching}>{say("verify")}</Button>
        {fetching && <Working what={say("verifying")} />}
      </div>
      <div aria-live="polite">
        {error && <Alert type="error" showIcon title={messageOf(error)} />}
        {found && !fetching && (
          <Alert
            className="verdict" showIcon type={found.ok ? "success" : "error"}
            title={found.ok ? say("whole", { n: found.entries }) : say("broken", { problem: found.problem ?? "" })}
            description={<code>{say("head", { hash: found.head })}</code>}
          />
        )}
      </div>
    </Panel>
  );
}
