import { GlobalOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useLanguage } from "@/language/language";

export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const other = language === "en" ? "zh" : "en";
  return (
    <Button
      type="text" icon={<GlobalOutlined />} lang={other === "en" ? "en" : "zh-CN"}
      onClick={() => setLanguage(other)}
    >
      {other === "en" ? "English" : "中文"}
    </Button>
  );
}
