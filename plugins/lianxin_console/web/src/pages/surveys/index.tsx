import { Route, Routes } from "react-router";
import { OneSurvey } from "./OneSurvey";
import { SurveyList } from "./SurveyList";

export default function Surveys() {
  return (
    <Routes>
      <Route index element={<SurveyList />} />
      <Route path=":code" element={<OneSurvey />} />
    </Routes>
  );
}
