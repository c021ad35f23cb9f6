import { Route, Routes } from "react-router";
import { AccountList } from "./AccountList";
import { OneAccount } from "./OneAccount";

export default function Accounts() {
  return (
    <Routes>
      <Route index element={<AccountList />} />
      <Route path=":username" element={<OneAccount />} />
    </Routes>
  );
}
