import { Route, Routes } from "react-router";
import { RuleList } from "./RuleList";
import { RulePage } from "./RulePage";
import "./rules.css";

export default function Rules() {
  return (
    <Routes>
      <Route index element={<RuleList />} />
      <Route path=":key" element={<RulePage />} />
    </Routes>
  );
}
