import { Route, Routes } from "react-router";
import { OneStanding } from "./OneStanding";
import { Standings } from "./Standings";
import "./duties.css";

export default function Duties() {
  return (
    <Routes>
      <Route index element={<Standings />} />
      <Route path=":id" element={<OneStanding />} />
    </Routes>
  );
}
