import { Route, Routes } from "react-router";
import { ModuleList } from "./ModuleList";
import { ModulePage } from "./ModulePage";
import "./modules.css";

export default function Modules() {
  return (
    <Routes>
      <Route index element={<ModuleList />} />
      <Route path=":key" element={<ModulePage />} />
    </Routes>
  );
}
