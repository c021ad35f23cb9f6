"""The document that Fenggang's rules cite."""

from lianxin.rules import Document

ARTICLE = Document("“四直为民”：联系服务群众新举措（《当代贵州》2014 年第 29 期，汤莉）")
"""The source: a magazine's article; its parts have headings and no numbers."""

DELIBERATION = ARTICLE.clause("探索新办法 建立新机制：党群直议制")
LINE = ARTICLE.clause("探索新办法 建立新机制：干群直通")
REACH = ARTICLE.clause("探索新办法 建立新机制：县乡直达")
HANDLING = ARTICLE.clause("探索新办法 建立新机制：民生直办")
ORGANISATION = ARTICLE.clause("聚力强保障 各级抓示范：组织领导")
COUNCILS = ARTICLE.clause("聚力强保障 各级抓示范：组一级议事会")
POINTS = ARTICLE.clause("聚力强保障 各级抓示范：示范点")
CHANGES = ARTICLE.clause("干部转作风 群众得实惠：四个转变")
LINKS = ARTICLE.clause("干部转作风 群众得实惠：“321”连心点与“百千万”工程")
RESULTS = ARTICLE.clause("干部转作风 群众得实惠：惠民实事")
