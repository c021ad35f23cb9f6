"""The documents that Zoucheng's rules cite."""

from lianxin.rules import Document

ARTICLE = Document(
    "干部进村入户接地气 部门简政公开正风气 百姓诉求通畅生和气：邹城市创新“三个三”工程构建为民服务新机制"
)
"""The source: an article by the secretary of the city's party committee."""

VILLAGES = ARTICLE.clause("二、(一)")
DEPARTMENTS = ARTICLE.clause("二、(二)")
OPINIONS = ARTICLE.clause("二、(三)")
RESULTS = ARTICLE.clause("三、(二)")
