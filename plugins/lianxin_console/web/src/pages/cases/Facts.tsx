import { EyeOutlined } from "@ant-design/icons";
import { Button, Input, Space } from "antd";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useFormat } from "@/language/format";
import { useWords } from "@/language/language";
import { Refusals } from "@/parts/Answer";
import { revealMutation } from "./generated/case";
import type { Case } from "./OneCase";
import { useLasting } from "./Timeline";
import { caseWords } from "./words";

export function Facts({ one }: { one: Case }) {
  const say = useWords(caseWords);
  const { may, locality } = useSession();
  const { fullMoment } = useFormat();
  const unit = (found: { code: string; name: string }) => (
    <Link key={found.code} to={`/${locality}/cases?unit=${encodeURIComponent(found.code)}`}>{found.name}</Link>
  );
  const involved = one.involvedUnits.edges.map((edge) => edge.node).filter((u) => u.code !== one.unit?.code);
  return (
    <>
      <dl className="facts">
        <Fact name={say("unit")}>{one.unit && unit(one.unit)}</Fact>
        <Fact name={say("handler")}>{one.handler?.name}</Fact>
        <Fact name={say("supervisor")}>{one.supervisor?.name}</Fact>
        <Fact name={say("involved")}>{involved.length > 0 && <span className="row">{involved.map(unit)}</span>}</Fact>
        <Fact name={say("reporter")}><Reporter one={one} /></Fact>
        <Fact name={say("submitted")}>{fullMoment(one.submittedAt)}</Fact>
        <Fact name={say("answered")}>{fullMoment(one.answeredAt)}</Fact>
        <Fact name={say("closed")}>{fullMoment(one.closedAt)}</Fact>
        <Fact name={say("satisfaction")}>{one.satisfaction?.label}</Fact>
        <Fact name={say("reopened")}>{one.timesReopened > 0 && say("times", { n: one.timesReopened })}</Fact>
      </dl>
      {may("contact.reveal") && !one.anonymous && <Reveal code={one.code} />}
      <Custody one={one} />
    </>
  );
}

/** Nothing where there is nothing to say. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Reporter({ one }: { one: Case }) {
  const say = useWords(caseWords);
  if (one.anonymous) return <>{say("anonymous")}</>;
  const name = one.contact.name ?? one.reporter?.name;
  const phone = one.contact.maskedPhone ?? one.reporter?.maskedPhone;
  if (!name && !phone) return <span className="quiet">{say("hidden")}</span>;
  return <>{[name, phone, one.contact.maskedAddress].filter(Boolean).join(" · ")}</>;
}

function Reveal({ code }: { code: string }) {
  const say = useWords(caseWords);
  const { run, busy, errors } = useDo(revealMutation);
  const [reason, setReason] = useState("");
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<(string | null)[]>();
  const reveal = async () => {
    const found = await run({ input: { case: code, reason } });
    if (found) setShown([found.name, found.phone, found.address]);
  };
  if (shown) {
    return (
      <div className="case-reveal" role="status">
        <strong>{shown.filter(Boolean).join(" · ")}</strong>
        <small className="quiet">{say("revealAgain")}</small>
      </div>
    );
  }
  if (!asking) {
    return (
      <Button size="small" className="case-reveal" icon={<EyeOutlined />} onClick={() => setAsking(true)}>
        {say("reveal")}
      </Button>
    );
  }
  return (
    <div className="case-reveal stack tight">
      <Space.Compact block>
        <Input
          autoFocus value={reason} placeholder={say("revealReason")} aria-label={say("revealReason")}
          maxLength={500} onChange={(event) => setReason(event.target.value)} onPressEnter={() => void reveal()}
        />
        <Button type="primary" loading={busy} disabled={!reason.trim()} onClick={() => void reveal()}>
          {say("reveal")}
        </Button>
      </Space.Compact>
      <Refusals errors={errors} />
    </div>
  );
}

function Custody({ one }: { one: Case }) {
  const say = useWords(caseWords);
  const lasting = useLasting();
  if (!one.custody.length) return null;
  const longest = Math.max(...one.custody.map((held) => held.seconds), 1);
  return (
    <>
      <h3 className="case-heading">{say("custody")}</h3>
      <ul className="custody plain">
        {one.custody.map((held) => (
          <li key={held.since}>
            <span className="grow">
              {held.unit?.name ?? held.step.label} {held.person?.name && <span className="quiet">{held.person.name}</span>}
            </span>
            <span className="figures quiet nowrap">{lasting(held.seconds)}{!held.until && ` · ${say("until")}`}</span>
            <meter min={0} max={longest} value={held.seconds} aria-hidden="true" />
          </li>
        ))}
      </ul>
    </>
  );
}
