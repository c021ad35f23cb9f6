"""The document that Chengdu's rules cite."""

from lianxin.rules import Document

ARTICLE = Document("成都市初步形成“1+5+N”制度体系（成都晚报，2014 年 1 月 23 日）")
"""The source: a newspaper article; its parts have headings and no numbers."""

SYSTEM = ARTICLE.clause("导语")
ASKING = ARTICLE.clause("密切联系群众：总结推行“三视三问”工作法")
CONTACT = ARTICLE.clause("密切联系群众：“五进”活动")
STYLE = ARTICLE.clause("聚焦作风建设：解决“四风”问题")
RIGHTS = ARTICLE.clause("突出维护群众权益：健全维护群众权益长效机制")
SERVICE = ARTICLE.clause("突出维护群众权益：优化服务流程、细化服务标准")
SUPERVISION = ARTICLE.clause("突出维护群众权益：完善监督机制")
COMMUNITY = ARTICLE.clause("典型点击：北顺社区")
