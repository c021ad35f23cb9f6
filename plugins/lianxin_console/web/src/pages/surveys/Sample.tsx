import { App, Button, Progress, Select } from "antd";
import { useState } from "react";
import { useAsk, useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Answer, Refusals } from "@/parts/Answer";
import { Pager, usePage } from "@/parts/Pager";
import { Panel } from "@/parts/Panel";
import { SubjectLink } from "@/parts/SubjectLink";
import { Table } from "@/parts/Table";
import { gradesQuery, recordAnswerMutation, surveySampleQuery } from "./generated/surveys";
import { words } from "./words";

/** Who was drawn and who has answered; answers are written down here. */
export function Sample({ code, open }: { code: string; open: boolean }) {
  const say = useWords(words);
  const { may } = useSession();
  const { moment } = useFormat();
  const asked = useAsk(surveySampleQuery, { code, ...usePage() });
  const mayRecord = open && may("survey.record");
  return (
    <Panel title={say("sample")} bare>
      <Answer of={asked}>
        {({ survey }) => survey && (
          <>
            <Answered n={survey.answered.totalCount} of={survey.sample.totalCount} />
            <Table
              label={say("sample")} rows={survey.sample.edges} keyOf={({ node }) => node.id} empty={say("emptySample")}
              columns={[
                { name: say("number"), figures: true, show: ({ node }) => node.n },
                { name: say("subject"), show: ({ node }) => <SubjectLink of={node.subject} /> },
                { name: say("person"), show: ({ node }) => (node.person ? `${node.person.name} ${node.person.maskedPhone ?? ""}` : "—") },
                {
                  name: say("answer"),
                  show: ({ node }) => node.answeredAt
                    ? <>{node.grade?.label} <span className="quiet">{moment(node.answeredAt)}</span></>
                    : mayRecord ? <Record drawn={node.id} /> : <span className="quiet">{say("waiting")}</span>,
                },
              ]}
            />
            <Pager info={survey.sample.pageInfo} total={survey.sample.totalCount} exact={survey.sample.totalCountIsExact} />
            <details className="seed">
              <summary>{say("seedUsed")}</summary>
              <dl className="facts">
                <dt>{say("seedUsed")}</dt><dd><code>{survey.seed}</code></dd>
                <dt>{say("frame")}</dt><dd><code>{survey.frame}</code></dd>
              </dl>
            </details>
          </>
        )}
      </Answer>
    </Panel>
  );
}

/** How many of those that were drawn have answered. */
function Answered({ n, of }: { n: number; of: number }) {
  const say = useWords(words);
  const { number } = useFormat();
  return (
    <div className="row answered">
      <span className="figures">{say("answeredOf", { n: number(n), of: number(of) })}</span>
      <Progress className="grow" percent={of ? Math.round((100 * n) / of) : 0} aria-label={say("progress")} />
    </div>
  );
}

function Record({ drawn }: { drawn: string }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const grades = useAsk(gradesQuery, {}, { requestPolicy: "cache-first" });
  const { run, busy, errors } = useDo(recordAnswerMutation);
  const [grade, setGrade] = useState<string>();
  const record = async () => {
    if (grade && (await run({ input: { drawn, grade } }))) void message.success(say("recorded"));
  };
  const terms = grades.data?.vocabularies[0]?.terms ?? [];
  return (
    <div className="stack tight">
      <span className="row">
        <Select
          size="small" aria-label={say("grade")} placeholder={say("grade")} value={grade} onChange={setGrade}
          popupMatchSelectWidth={false} options={terms.map(({ code, label }) => ({ value: code, label }))}
        />
        <Button size="small" loading={busy} disabled={!grade} onClick={() => void record()}>{say("record")}</Button>
      </span>
      <Refusals errors={errors} />
    </div>
  );
}
