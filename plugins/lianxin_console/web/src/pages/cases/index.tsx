import { lazy } from "react";
import { Route, Routes } from "react-router";
import { CaseList } from "./CaseList";

const OneCase = lazy(() => import("./OneCase"));

export default function Cases() {
  return (
    <Routes>
      <Route index element={<CaseList />} />
      <Route path=":code" element={<OneCase />} />
    </Routes>
  );
}
