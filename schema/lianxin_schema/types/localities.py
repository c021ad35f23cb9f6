"""The viewer and the locality."""

from datetime import datetime

from lianxin.context import Context
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import OPEN, Ref, value, value_type
from lianxin_schema.types.accounts import Session, own_sessions
from lianxin_schema.types.base import Term
from lianxin_schema.types.modules import Module, read_modules
from lianxin_schema.types.people import Person, term_of


@value_type(access=OPEN, description="当前查询者 / Who asks")
class Viewer:
    username: str | None = value()
    person: Person | None = value()
    roles: list[Term] = value()
    permissions: list[str] = value()
    locale: str = value()
    sessions: list[Session] = value(
        own_sessions, description="自己的登录 / Where one is signed in."
    )


@value_type(
    access=OPEN, description="地方：县、市或省 / A county, city or province on the platform"
)
class Locality:
    key: str = value()
    name: str = value()
    now: datetime = value()
    time_zone: str = value()
    schema_hash: str = value()
    modules: list[Module] = value(lambda _, context: read_modules(None, context))


def read_viewer(_: None, context: Context) -> Viewer:
    viewer = context.viewer
    return Viewer(
        username=viewer.username,
        person=Ref("Person", viewer.person_id) if viewer.person_id else None,  # type: ignore[arg-type]
        roles=[term_of(context, "role", role) for role in sorted(viewer.roles)],
        permissions=sorted(viewer.permissions),
        locale="en" if context.language == "en" else "zh-CN",
    )


def read_locality(_: None, context: RequestContext) -> Locality:
    locality = context.locality
    return Locality(
        key=locality.key,
        name=locality.name,
        now=context.now,
        time_zone=str(locality.zone),
        schema_hash=context.schema_hash,
        modules=[],
    )
