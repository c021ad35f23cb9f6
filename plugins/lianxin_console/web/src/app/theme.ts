import type { ThemeConfig } from "antd";

/** Colours with a meaning; base.css has the same as variables. */
export const INK = {
  primary: "#1c5d8c",
  late: "#b23a2b",
  soon: "#9a6700",
  good: "#2c7a4b",
  quiet: "#5c6673",
  line: "#e3e6ea",
  ground: "#f5f6f8",
} as const;

export const FONT =
  '"PingFang SC", "Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", '
  + 'system-ui, -apple-system, "Segoe UI", sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: INK.primary,
    colorInfo: INK.primary,
    colorLink: INK.primary,
    colorError: INK.late,
    colorWarning: INK.soon,
    colorSuccess: INK.good,
    colorInfoBg: "#e8f0f6",
    colorErrorBg: "#fbeeec",
    colorWarningBg: "#fdf4e1",
    colorSuccessBg: "#e9f5ee",
    colorText: "#1d2530",
    colorTextSecondary: "#4a5462",
    colorTextTertiary: INK.quiet,
    colorTextDescription: INK.quiet,
    colorTextPlaceholder: "#69737f",
    colorBgLayout: INK.ground,
    colorBorderSecondary: INK.line,
    borderRadius: 6,
    fontFamily: FONT,
    fontSize: 14,
    motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    Table: { headerBg: "#f8f9fa", headerColor: "#4a5462", cellPaddingBlock: 10, cellPaddingBlockMD: 8 },
    Card: { headerFontSize: 15 },
    Tag: { defaultBg: "#f1f3f5" },
  },
};
