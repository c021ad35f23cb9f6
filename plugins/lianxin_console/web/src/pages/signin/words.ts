export const words = {
  title: ["登录", "Sign in"],
  tagline: ["政府与群众之间的工作平台", "Where a government and its residents work together"],
  locality: ["地方", "Locality"],
  platform: ["平台管理", "The platform itself"],
  username: ["账号", "User name"],
  password: ["密码", "Password"],
  newPassword: ["新密码", "New password"],
  mustChange: ["首次登录须设置新密码。", "Set a new password before you go on."],
  signIn: ["登录", "Sign in"],
  needed: ["请填写", "Please fill this in"],
  unreachable: ["连不上服务器，请稍后再试。", "The server cannot be reached; try again in a moment."],
} as const;
