import {
  ApartmentOutlined, AppstoreOutlined, AuditOutlined, BarChartOutlined, CalendarOutlined, CheckSquareOutlined,
  DashboardOutlined, FileSearchOutlined, GlobalOutlined, ReadOutlined, SolutionOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { lazy, type ComponentType, type ReactNode } from "react";

/** A page in the menu. `anyOf`: the permissions of which one is enough; `where`: in a locality or
 * on the platform. Each page is a bundle of its own, fetched when it is first opened. */
export interface PageEntry {
  path: string;
  name: readonly [zh: string, en: string];
  icon: ReactNode;
  anyOf: readonly string[];
  where?: "platform";
  Page: ComponentType;
}

type Loaded = Promise<{ default: ComponentType }>;

function page(
  path: string, name: readonly [string, string], icon: ReactNode, anyOf: readonly string[],
  load: () => Loaded, where?: "platform",
): PageEntry {
  return { path, name, icon, anyOf, Page: lazy(load), where };
}

/** In the order of the menu; the first that somebody may see is where they begin. */
export const PAGES: readonly PageEntry[] = [
  page("overview", ["概览", "Overview"], <DashboardOutlined />, ["statistics.read"],
    () => import("@/pages/overview")),
  page("cases", ["诉求", "Cases"], <FileSearchOutlined />, ["case.read_own", "case.read_unit", "case.read_all"],
    () => import("@/pages/cases")),
  page("duties", ["履职", "Duties"], <SolutionOutlined />, ["standing.read"], () => import("@/pages/duties")),
  page("surveys", ["评议", "Surveys"], <CheckSquareOutlined />, ["survey.read"], () => import("@/pages/surveys")),
  page("meetings", ["会议", "Meetings"], <CalendarOutlined />, ["meeting.read", "meeting.read_own"],
    () => import("@/pages/meetings")),
  page("modules", ["模块", "Modules"], <AppstoreOutlined />, ["module.read"], () => import("@/pages/modules")),
  page("rules", ["规则", "Rules"], <ReadOutlined />, ["rule.read"], () => import("@/pages/rules")),
  page("people", ["人员与单位", "People and units"], <ApartmentOutlined />, ["person.read"],
    () => import("@/pages/people")),
  page("accounts", ["账号", "Accounts"], <UserOutlined />, ["account.manage"], () => import("@/pages/accounts")),
  page("audit", ["审计", "Audit"], <AuditOutlined />, ["audit.read"], () => import("@/pages/audit")),
  page("localities", ["地方", "Localities"], <GlobalOutlined />, ["module.read"],
    () => import("@/pages/localities"), "platform"),
  page("comparison", ["比较", "Comparison"], <BarChartOutlined />, ["statistics.read"],
    () => import("@/pages/comparison"), "platform"),
];
