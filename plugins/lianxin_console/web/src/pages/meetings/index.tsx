import { Route, Routes } from "react-router";
import { MeetingList } from "./MeetingList";
import { OneMeeting } from "./OneMeeting";

export default function Meetings() {
  return (
    <Routes>
      <Route index element={<MeetingList />} />
      <Route path=":code" element={<OneMeeting />} />
    </Routes>
  );
}
