import { useEffect, useState } from "react";
import { draw } from "./drawing";
import "./diagram.css";

/** A diagram of Mermaid's text, drawn here in the browser. */
export default function Diagram({ text, name }: { text: string; name: string }) {
  const [drawn, setDrawn] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    draw(text).then((image) => gone || setDrawn(image), () => gone || setFailed(true));
    return () => void (gone = true);
  }, [text]);
  if (failed) return <pre className="code">{text}</pre>;
  return (
    <div className="diagram" tabIndex={0} role="region" aria-label={name}>
      {drawn ? <img src={drawn} alt={name} /> : <span className="waiting quiet">…</span>}
    </div>
  );
}
