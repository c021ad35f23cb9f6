"""The document that Sichuan's rules cite."""

from lianxin.rules import Document

ARTICLE = Document("四川省各地加强群众工作的经验总结（2014 年以前）")
"""The source: an article on six places; its parts have headings and no numbers."""

KANGZHUANG = ARTICLE.clause("了解民情：康庄社区民情信使、民情回音墙、网格责任区")
NEIJIANG = ARTICLE.clause("了解民情：内江市“两访一点一结对”")
LANGZHONG = ARTICLE.clause("集结民智：阆中市方山乡“坝坝会”")
SUINING = ARTICLE.clause("集结民智：遂宁市重大事项风险评估")
GUANGYUAN = ARTICLE.clause("顺应民意：广元市“两倒查”")
ZIYANG = ARTICLE.clause("顺应民意：资阳市把群众满意作为第一标准")
