import { App as AntApp, ConfigProvider } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useEffect } from "react";
import { BrowserRouter } from "react-router";
import { LanguageProvider, useLanguage } from "@/language/language";
import { Gate } from "./Gate";
import { nonce } from "./nonce";
import { theme } from "./theme";

export function App() {
  return (
    <LanguageProvider>
      <Styled />
    </LanguageProvider>
  );
}

function Styled() {
  const { language } = useLanguage();
  useEffect(() => void dayjs.locale(language === "en" ? "en" : "zh-cn"), [language]);
  return (
    <ConfigProvider theme={theme} locale={language === "en" ? enGB : zhCN} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <AntApp>
        <BrowserRouter basename="/console">
          <Gate />
        </BrowserRouter>
      </AntApp>
    </ConfigProvider>
  );
}
