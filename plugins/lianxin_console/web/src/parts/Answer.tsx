import { Alert, Button, Skeleton, Spin } from "antd";
import type { ReactNode } from "react";
import type { CombinedError } from "urql";
import { messageOf, type Asked, type UserError } from "@/api/asking";
import { useWords } from "@/language/language";

const words = {
  waiting: ["载入中", "Loading"],
  failed: ["没有取到数据", "This could not be loaded"],
  again: ["重试", "Try again"],
  unreachable: ["连不上服务器，请检查网络后重试。", "The server cannot be reached. Check the network and try again."],
} as const;

/** What an answer shows: itself, that it is on its way, or what the server said of a failure. */
export function Answer<D>(
  { of, children, rows = 4 }: { of: Asked<D>; children: (data: D) => ReactNode; rows?: number },
) {
  const { data, fetching, error, again } = of;
  if (data) {
    return (
      <>
        {error && <Problem error={error} again={again} />}
        {children(data)}
      </>
    );
  }
  if (error && !fetching) return <Problem error={error} again={again} />;
  return <Waiting rows={rows} />;
}

export function Waiting({ rows = 4 }: { rows?: number }) {
  const say = useWords(words);
  return (
    <div role="status" aria-label={say("waiting")} className="waiting">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

export function Problem({ error, again }: { error: CombinedError; again?: () => void }) {
  const say = useWords(words);
  const said = error.graphQLErrors.length ? messageOf(error) : say("unreachable");
  return (
    <Alert
      type="error" showIcon title={said || say("failed")}
      action={again && <Button size="small" onClick={again}>{say("again")}</Button>}
    />
  );
}

/** Why a mutation was refused, each reason on its line. */
export function Refusals({ errors }: { errors: readonly UserError[] }) {
  if (!errors.length) return null;
  return (
    <Alert
      type="error" showIcon role="alert"
      title={errors.length === 1 ? errors[0]?.message : (
        <ul>{errors.map((error) => <li key={error.message}>{error.message}</li>)}</ul>
      )}
    />
  );
}

/** Long work, while it lasts. */
export function Working({ what }: { what: string }) {
  return (
    <div role="status" className="row"><Spin size="small" /><span>{what}</span></div>
  );
}
