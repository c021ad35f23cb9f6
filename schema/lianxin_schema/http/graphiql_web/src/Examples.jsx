// What can be asked in this locality: a list beside the editor.
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useState } from "react";
import { examples } from "./api.js";
import { say } from "./words.js";

const Icon = (props) => (
  <svg viewBox="0 0 24 24" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" {...props}>
    <path d="M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1" strokeLinecap="round" />
  </svg>
);

function Examples() {
  const [found, setFound] = useState(null);
  const editor = useGraphiQL((state) => state.queryEditor);
  const { addTab } = useGraphiQLActions();
  useEffect(() => {
    examples().then(setFound);
  }, []);

  const put = (query) => {
    // What somebody has written themselves stays in its tab.
    if (editor && editor.getValue().replace(/#[^\n]*/g, "").trim()) addTab();
    setTimeout(() => editor?.setValue(query), 0);
  };
  if (!found) return null;
  const groups = Map.groupBy?.(found, (one) => one.plugin) ?? grouped(found);
  return (
    <section aria-label={say("examples")} className="examples">
      <h2>{say("examples")}</h2>
      {found.length === 0 && <p>{say("noExamples")}</p>}
      {[...groups].map(([plugin, ones]) => (
        <div key={plugin ?? ""}>
          <h3>{plugin ?? say("ofCore")}</h3>
          <ul>
            {ones.map((one) => (
              <li key={one.query}>
                <button type="button" className="graphiql-un-styled" onClick={() => put(one.query)}>
                  {one.title}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function grouped(found) {
  const groups = new Map();
  for (const one of found) groups.set(one.plugin, [...(groups.get(one.plugin) ?? []), one]);
  return groups;
}

export const examplesPlugin = { title: say("examples"), icon: Icon, content: Examples };
