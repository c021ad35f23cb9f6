export const words = {
  product: ["连心", "Lianxin"],
  platform: ["平台", "Platform"],
  menu: ["菜单", "Menu"],
  skip: ["跳到正文", "Skip to the content"],
  signOut: ["退出登录", "Sign out"],
  nothingHere: ["您的账号在控制台没有可用的页面。", "There is no page in the console for your account."],
  broken: ["页面出错，没能显示", "This page failed to show"],
  reload: ["重新载入", "Load it again"],
} as const;
