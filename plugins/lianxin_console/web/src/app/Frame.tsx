import { DownOutlined, LogoutOutlined, MenuOutlined } from "@ant-design/icons";
import { Button, Drawer, Dropdown } from "antd";
import { Suspense, useEffect, useRef, useState } from "react";
import { NavLink, Navigate, Route, Routes, useLocation } from "react-router";
import { PLATFORM } from "@/api/client";
import { useDo } from "@/api/asking";
import { useSession } from "@/api/session";
import { useLanguage, useWords } from "@/language/language";
import { Waiting } from "@/parts/Answer";
import { Seal } from "@/parts/Seal";
import "./frame.css";
import { Caught } from "./Caught";
import { LanguageSwitch } from "./LanguageSwitch";
import { signOutMutation } from "./generated/sign-out";
import { PAGES, type PageEntry } from "./pages";
import { words } from "./words";

/** What stands around every page: the menu by role, who is here, the language. */
export function Frame() {
  const { locality } = useSession();
  const say = useWords(words);
  const pages = usePages();
  const first = pages[0];
  const [leaving, setLeaving] = useState(false);
  return (
    <div className="frame">
      <a className="skip" href="#content">{say("skip")}</a>
      <aside className="frame-side"><Brand /><Menu pages={pages} /></aside>
      <Head pages={pages} onLeave={() => setLeaving(true)} />
      <Content>
        {leaving ? <Leaving /> : (
          <Suspense fallback={<Waiting />}>
            <Routes>
              {pages.map(({ path, Page }) => (
                <Route key={path} path={`/${locality}/${path}/*`} element={<Page />} />
              ))}
              <Route
                path="*"
                element={first ? <Navigate to={`/${locality}/${first.path}`} replace /> : <Nothing />}
              />
            </Routes>
          </Suspense>
        )}
      </Content>
    </div>
  );
}

function usePages(): PageEntry[] {
  const { locality, may } = useSession();
  const here = locality === PLATFORM ? "platform" : undefined;
  return PAGES.filter((page) => page.where === here && may(...page.anyOf));
}

/** Another page begins at its top, for the eyes as for the keyboard. */
function Content({ children }: { children: React.ReactNode }) {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    void window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <main id="content" ref={main} className="frame-main" tabIndex={-1}>
      <Caught key={pathname}>{children}</Caught>
    </main>
  );
}

function Brand() {
  const { localityName } = useSession();
  const say = useWords(words);
  return (
    <div className="brand">
      <Seal />
      <div>
        <strong>{say("product")}</strong>
        <span>{localityName || say("platform")}</span>
      </div>
    </div>
  );
}

function Menu({ pages, onChosen }: { pages: PageEntry[]; onChosen?: () => void }) {
  const { locality } = useSession();
  const { language } = useLanguage();
  const say = useWords(words);
  return (
    <nav aria-label={say("menu")}>
      <ul className="menu plain">
        {pages.map(({ path, name, icon }) => (
          <li key={path}>
            <NavLink to={`/${locality}/${path}`} onClick={onChosen}>
              <span aria-hidden="true">{icon}</span>{name[language === "en" ? 1 : 0]}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Head({ pages, onLeave }: { pages: PageEntry[]; onLeave: () => void }) {
  const say = useWords(words);
  const [open, setOpen] = useState(false);
  return (
    <header className="frame-head">
      <Button
        className="frame-menu" type="text" icon={<MenuOutlined />} aria-label={say("menu")}
        onClick={() => setOpen(true)}
      />
      <div className="frame-small"><Brand /></div>
      <span className="grow" />
      <LanguageSwitch />
      <Who onLeave={onLeave} />
      <Drawer placement="left" size={260} open={open} onClose={() => setOpen(false)} title={say("product")}>
        <Menu pages={pages} onChosen={() => setOpen(false)} />
      </Drawer>
    </header>
  );
}

/** In the place of the page, which has gone before the token ends: what it was reading just then
 * would be refused. */
function Leaving() {
  const { signOut } = useSession();
  const { run } = useDo(signOutMutation);
  useEffect(() => void run({}).finally(signOut), [run, signOut]);
  return <Waiting />;
}

function Who({ onLeave }: { onLeave: () => void }) {
  const { viewer } = useSession();
  const say = useWords(words);
  const name = viewer.personName ?? viewer.username ?? "";
  const roles = viewer.roles.map((role) => role.label).join(" · ");
  return (
    <Dropdown
      trigger={["click"]} autoFocus
      menu={{ items: [{ key: "out", icon: <LogoutOutlined />, label: say("signOut"), onClick: onLeave }] }}
    >
      <Button type="text" className="who">
        <strong>{name}</strong><span className="quiet">{roles}</span><DownOutlined />
      </Button>
    </Dropdown>
  );
}

function Nothing() {
  const say = useWords(words);
  return <p className="quiet">{say("nothingHere")}</p>;
}
