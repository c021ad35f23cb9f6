// GraphiQL over this locality, with its explorer and its example operations.
import "./nonce.js";
import "./workers.js";
import { explorerPlugin } from "@graphiql/plugin-explorer";
import "@graphiql/plugin-explorer/style.css";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { fetcher, locality } from "./api.js";
import { Bar } from "./Bar.jsx";
import { examplesPlugin } from "./Examples.jsx";
import "./page.css";
import { say, spoken } from "./words.js";

const PLUGINS = [examplesPlugin, explorerPlugin(), HISTORY_PLUGIN];
// Each locality has its own tabs and history.
const storage = {
  getItem: (name) => localStorage.getItem(`lianxin-${locality}-${name}`),
  setItem: (name, value) => localStorage.setItem(`lianxin-${locality}-${name}`, value),
  removeItem: (name) => localStorage.removeItem(`lianxin-${locality}-${name}`),
  clear: () => localStorage.clear(),
  get length() {
    return localStorage.length;
  },
};

function Page() {
  // What can be seen of the schema depends on who asks.
  const [asking, setAsking] = useState(0);
  return (
    <>
      <Bar onChange={() => setAsking(asking + 1)} />
      <main>
        <GraphiQL
          key={asking}
          fetcher={fetcher}
          storage={storage}
          plugins={PLUGINS}
          visiblePlugin={examplesPlugin}
          defaultQuery={say("start")}
          shouldPersistHeaders={false}
        />
      </main>
    </>
  );
}

document.documentElement.lang = spoken();
createRoot(document.getElementById("root")).render(<Page />);
