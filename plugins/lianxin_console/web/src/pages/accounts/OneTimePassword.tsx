import { Alert, Button, Typography } from "antd";
import { useWords } from "@/language/language";
import { words } from "./words";

export interface Given {
  username: string;
  password: string;
}

/** Told once: it is kept nowhere but here, until whoever reads it has noted it. */
export function OneTimePassword({ of, onNoted }: { of: Given; onNoted: () => void }) {
  const say = useWords(words);
  return (
    <Alert
      type="success" showIcon role="status" title={say("passwordFor", { name: of.username })}
      description={(
        <div className="stack tight">
          <Typography.Text code copyable={{ text: of.password }} data-password>{of.password}</Typography.Text>
          <span>{say("once")}</span>
          <div><Button onClick={onNoted}>{say("noted")}</Button></div>
        </div>
      )}
    />
  );
}
