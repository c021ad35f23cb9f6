import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";

export type Language = "zh" | "en";
/** A page's words: what each is in Chinese and in English; `{name}` is filled in. */
export type Words = Readonly<Record<string, readonly [zh: string, en: string]>>;
export type Say<W extends Words> = (
  word: keyof W & string,
  values?: Readonly<Record<string, string | number>>,
) => string;

const KEPT = "lianxin-language";

interface Spoken {
  language: Language;
  setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<Spoken>({ language: "zh", setLanguage: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    localStorage.getItem(KEPT) === "en" ? "en" : "zh",
  );
  useEffect(() => {
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  }, [language]);
  const spoken = useMemo(() => ({ language, setLanguage }), [language]);
  return <LanguageContext value={spoken}>{children}</LanguageContext>;
}

export function useLanguage(): Spoken {
  return use(LanguageContext);
}

export function useWords<W extends Words>(words: W): Say<W> {
  const { language } = useLanguage();
  return useCallback(
    (word, values = {}) => {
      const text = words[word]?.[language === "en" ? 1 : 0] ?? word;
      return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
    },
    [words, language],
  );
}
