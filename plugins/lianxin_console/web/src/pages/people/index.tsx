import { Button } from "antd";
import { useState } from "react";
import { Route, Routes, useParams } from "react-router";
import { useSession } from "@/api/session";
import { useWords } from "@/language/language";
import { Filters, TextFilter } from "@/parts/Filters";
import { Page } from "@/parts/Page";
import { Panel } from "@/parts/Panel";
import { useParameter } from "@/parts/useParameter";
import { AddPerson } from "./adding";
import { Found } from "./Found";
import { ImportRows } from "./import/ImportRows";
import { words as importWords } from "./import/words";
import { OneUnit } from "./OneUnit";
import "./people.css";
import { UnitTree } from "./UnitTree";
import { words } from "./words";

export default function People() {
  return (
    <Routes>
      <Route index element={<PeopleAndUnits />} />
      <Route path=":code" element={<PeopleAndUnits />} />
    </Routes>
  );
}

function PeopleAndUnits() {
  const { code } = useParams();
  const say = useWords(words);
  const { may } = useSession();
  const [search, setSearch] = useParameter("search");
  const sayOfImport = useWords(importWords);
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useParameter("import");
  const [imports, setImports] = useState(0);
  return (
    <Page
      title={say("title")} lead={say("lead")}
      actions={(
        <>
          {may("data.import") && <Button onClick={() => setImporting("UNITS")}>{sayOfImport("open")}</Button>}
          {may("person.write") && <Button onClick={() => setAdding(true)}>{say("addPerson")}</Button>}
        </>
      )}
    >
      {importing && may("data.import") && (
        <ImportRows
          kind={importing} onKind={setImporting} onClose={() => setImporting(null)}
          onDone={() => setImports((n) => n + 1)}
        />
      )}
      {adding && <AddPerson onClose={() => setAdding(false)} />}
      <Filters label={say("find")}>
        <TextFilter name={say("search")} value={search} onChange={setSearch} />
      </Filters>
      <div className="people">
        <Panel title={say("tree")} className="people-tree"><UnitTree key={imports} /></Panel>
        <div className="stack">
          {search ? <Found search={search} /> : code ? <OneUnit key={code} code={code} /> : (
            <Panel><p className="quiet">{say("choose")}</p></Panel>
          )}
        </div>
      </div>
    </Page>
  );
}
