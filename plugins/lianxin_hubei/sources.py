"""The documents that Hubei's rules cite."""

from lianxin.rules import Document

CONTACT = Document("省委常委直接联系群众制度（鄂发〔2013〕22号）")
"""The one whose text the source gives: five parts, and two paragraphs without a number."""

DOORS = Document("湖北省解决党政机关“门难进、脸难看、事难办”问题的若干规定")
"""Of its 18 articles the source only tells what they are about."""

POSTS = Document("关于建立乡镇（街道）干部“岗位在村（社区）、重在服务、责在连心”工作机制的意见")
"""The source gives the title, and what its parts are called."""

ARTICLE = Document("湖北“3+X”系列制度（湖北日报，2013 年 12 月）")
"""A newspaper article on all of them."""

RESEARCH = CONTACT.clause("一、调查研究制度")
POINTS = CONTACT.clause("二、基层联系点制度")
RECEPTION = CONTACT.clause("三、定期接待群众来访制度")
OPINIONS = CONTACT.clause("四、经常听取群众意见制度")
TALKS = CONTACT.clause("五、与群众交心谈心制度")
CARRYING_OUT = CONTACT.clause("落实机制")
BY_OTHERS = CONTACT.clause("参照执行")
DOOR_RULES = DOORS.clause("共 18 条")
POST_RULES = POSTS.clause("题名")
SYSTEM = ARTICLE.clause("“3+X”")
