"""The duty list, by which units return what is another's to do."""

from pydantic import BaseModel, Field

from lianxin.language import Text
from lianxin.rules.base import Document, ModuleSettings, figures
from lianxin.rules.registry import Registry
from lianxin.rules.returning import Returning
from lianxin.tables import DutyItem

PLATFORM = Document("连心平台通用规则")


class CaseSettings(ModuleSettings):
    """诉求通用流程"""

    return_days: int = Field(
        2, ge=0, le=30, title="交办后几日内可退单 Days within which a unit may return"
    )
    returns: int = Field(
        2, ge=1, le=10, title="退单几次后由裁定确定牵头单位 Returns after which a lead is ruled"
    )


F = figures(CaseSettings)


class DutyFields(BaseModel, extra="forbid"):
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    name: str = Field(min_length=2, max_length=300, title="职责事项 / What is to be done")
    unit_id: int = Field(title="责任单位 / Whose it is")
    category: str | None = Field(None, max_length=64, title="诉求类别 / Category of cases")


DUTIES = Registry(
    key="duties",
    clause="CORE-2",
    source=PLATFORM.clause("二"),
    title=Text("职责清单", "The duty list"),
    table=DutyItem,
    fields=DutyFields,
    unique=(("code",),),
    public=tuple(DutyFields.model_fields),
    order=("code",),
)

RETURNING = Returning(
    workflow="default",
    clause="CORE-2",
    source=PLATFORM.clause("二"),
    steps=("handling",),
    within=F.return_days,
    most=F.returns,
)
