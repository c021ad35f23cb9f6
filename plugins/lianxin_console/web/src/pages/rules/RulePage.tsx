import { lazy, Suspense } from "react";
import { Link, useParams } from "react-router";
import { useAsk } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer, Working } from "@/parts/Answer";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { Table } from "@/parts/Table";
import { refusedLatelyQuery, rulesWithDiagramsQuery, type RulesWithDiagramsQuery } from "./generated/rules";
import { words } from "./words";

type Rule = RulesWithDiagramsQuery["rules"][number];

const Diagram = lazy(() => import("@/parts/diagram/Diagram"));
const STANDING = new Set(["DUTY", "COVERAGE", "CALENDAR", "LIAISON", "DEADLINE", "REGISTRY", "PUBLICATION", "SURVEY"]);

export function RulePage() {
  const { key } = useParams();
  const say = useWords(words);
  const asked = useAsk(rulesWithDiagramsQuery, {});
  return (
    <Answer of={asked} rows={10}>
      {({ rules, modules }) => {
        const rule = rules.find((one) => one.key === key) ?? rules.find((one) => one.code === key);
        if (!rule) return <Page title={say("title")}><p className="quiet">{say("unknown")}</p></Page>;
        return <Shown rule={rule} module={modules.find((one) => one.key === rule.module)?.name ?? rule.module} />;
      }}
    </Answer>
  );
}

function Shown({ rule, module }: { rule: Rule; module: string }) {
  const say = useWords(words);
  const { locality, may } = useSession();
  return (
    <Page title={`${rule.code} ${rule.title}`} lead={say(rule.kind)}>
      <Panel title={say("source")}>
        <dl className="facts">
          <dt>{say("document")}</dt><dd>{rule.source.document}</dd>
          <dt>{say("clause")}</dt><dd>{rule.source.clause}</dd>
          {rule.source.url && (
            <><dt>{say("url")}</dt><dd><a href={rule.source.url} rel="noreferrer" target="_blank">{rule.source.url}</a></dd></>
          )}
          <dt>{say("module")}</dt><dd><Link to={`/${locality}/modules/${rule.module}`}>{module}</Link></dd>
          {may("standing.read") && STANDING.has(rule.kind) && (
            <><dt>{say("standings")}</dt><dd><Link to={`/${locality}/duties?rule=${rule.key}`}>{rule.title}</Link></dd></>
          )}
        </dl>
      </Panel>
      <Figures rule={rule} />
      {rule.diagram && (
        <Panel title={say("diagram")}>
          <Suspense fallback={<Working what={say("drawing")} />}>
            <Diagram text={rule.diagram} name={`${rule.title} ${say("diagram")}`} />
          </Suspense>
          <details><summary>{say("diagramText")}</summary><pre className="code">{rule.diagram}</pre></details>
        </Panel>
      )}
      {may("standing.read") && <Refused rule={rule.key} />}
    </Page>
  );
}

function Figures({ rule }: { rule: Rule }) {
  const say = useWords(words);
  const figures = Object.entries((rule.parameters ?? {}) as Record<string, unknown>);
  return (
    <Panel title={say("figures")}>
      {figures.length ? (
        <dl className="facts">
          {figures.map(([name, value]) => (
            <div key={name} className="fact"><dt><code>{name}</code></dt><dd>{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd></div>
          ))}
        </dl>
      ) : <p className="quiet">{say("noFigures")}</p>}
    </Panel>
  );
}

function Refused({ rule }: { rule: string }) {
  const say = useWords(words);
  const { locality } = useSession();
  const { shortDate } = useFormat();
  const asked = useAsk(refusedLatelyQuery, { rule });
  return (
    <Answer of={asked}>
      {({ refusals }) => (
        <Panel
          title={say("refused")} bare
          extra={refusals.totalCount > 0 && <span className="quiet">{say("refusedCount", { n: refusals.totalCount })}</span>}
        >
          <Table
            label={say("refused")} rows={refusals.edges} keyOf={(_, n) => n} empty={say("refusedNone")}
            columns={[
              { name: say("day"), show: ({ node }) => shortDate(node.day) },
              { name: say("action"), show: ({ node }) => <code>{node.action}</code> },
              {
                name: say("case"),
                show: ({ node }) => node.case
                  ? <Link to={`/${locality}/cases/${node.case.code}`}>{node.case.code} {node.case.title}</Link> : "—",
              },
            ]}
          />
        </Panel>
      )}
    </Answer>
  );
}
