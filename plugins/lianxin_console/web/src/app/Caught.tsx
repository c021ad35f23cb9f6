import { Alert, Button } from "antd";
import { Component, type ReactNode } from "react";
import { useWords } from "@/language/language";
import { words } from "./words";

/** A page that fails leaves the frame standing, with what went wrong. */
export class Caught extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    return this.state.error ? <Failed error={this.state.error} /> : this.props.children;
  }
}

function Failed({ error }: { error: Error }) {
  const say = useWords(words);
  return (
    <Alert
      type="error" showIcon title={say("broken")} description={error.message}
      action={<Button onClick={() => window.location.reload()}>{say("reload")}</Button>}
    />
  );
}
