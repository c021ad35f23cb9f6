import { Alert, Button, Progress } from "antd";
import { useEffect } from "react";
import { useAsk } from "@/api/asking";
import { useWords } from "@/language/language";
import { Answer, Working } from "@/parts/Answer";
import { purgesQuery, type OnePurgeFragment } from "./generated/purge";
import { words } from "./words";

const EVERY = 1000;

/** The latest purge of the plugin, asked about until it has ended. */
export function PurgeProgress({ plugin, onDone }: { plugin: string; onDone: () => void }) {
  const say = useWords(words);
  const asked = useAsk(purgesQuery, { plugin }, { requestPolicy: "network-only" });
  const purge = asked.data?.purges.edges[0]?.node;
  const going = purge?.state === "EXPORTING" || purge?.state === "REMOVING";
  const { again } = asked;
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(again, EVERY);
    return () => clearInterval(timer);
  }, [going, again]);
  return (
    <Answer of={asked}>
      {() => purge && (
        <div className="stack tight" aria-live="polite">
          {going ? <Going of={purge} /> : <Ended of={purge} />}
          {!going && <div><Button onClick={onDone}>{say("end")}</Button></div>}
        </div>
      )}
    </Answer>
  );
}

function rowsOf(purge: OnePurgeFragment): number {
  return purge.tables.reduce((sum, one) => sum + one.rows, 0);
}

function Going({ of }: { of: OnePurgeFragment }) {
  const say = useWords(words);
  const [n, all] = [of.exported, rowsOf(of)];
  const percent = of.state === "REMOVING" ? 100 : Math.min(99, Math.round((100 * n) / (all || 1)));
  return (
    <>
      <Working what={of.state === "REMOVING" ? say("removing") : say("purging", { n, of: all })} />
      <Progress percent={percent} status="active" aria-label={say("progress")} />
    </>
  );
}

function Ended({ of }: { of: OnePurgeFragment }) {
  const say = useWords(words);
  const done = of.state === "DONE";
  return (
    <Alert
      type={done ? "success" : "error"} showIcon role="status"
      title={done ? say("purgedNow", { n: of.exported }) : (of.problem ?? say("purgeFailed"))}
      description={of.export && <>{say("exportFile")}：<code>{of.export}</code><br /><code>SHA-256 {of.hash}</code></>}
    />
  );
}
