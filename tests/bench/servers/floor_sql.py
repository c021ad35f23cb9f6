"""What the floor sends: one fixed statement a question, which makes the JSON that is sent on.

The JSON functions of the two databases take the same arguments and differ in name only.
"""

from collections.abc import Mapping
from typing import Final

_LOOK_UP = """
SELECT {object}('case', (SELECT {object}(
  'id', cast(c.id as text), 'code', c.code, 'title', c.title, 'body', c.body,
  'submittedAt', c.submitted_at, 'closedAt', c.closed_at, 'channel', c.channel, 'step', c.step,
  'satisfaction', c.satisfaction,
  'reporter', {json}((SELECT {object}('id', cast(p.id as text), 'name', p.name,
    'maskedPhone', p.phone) FROM core_person p WHERE p.id = c.reporter_id)),
  'unit', {json}((SELECT {object}('id', cast(u.id as text), 'name', u.name, 'code', u.code)
    FROM core_unit u WHERE u.id = c.unit_id)),
  'timeline', {json}((SELECT {array}({json}(e.line)) FROM (
    SELECT l.n, {object}('id', cast(l.id as text), 'at', l.at, 'note', l.note,
      'action', l.action, 'step', l.step,
      'actor', {json}((SELECT {object}('id', cast(p.id as text), 'name', p.name)
        FROM core_person p WHERE p.id = l.actor_id))) AS line
    FROM (SELECT * FROM core_case_entry WHERE case_id = c.id ORDER BY n DESC LIMIT 10) l
    ORDER BY l.n) e))
) FROM core_case c WHERE c.code = {1}))
"""
_PAGE = """
SELECT {object}('cases', {object}('edges', {json}((SELECT {array}({json}(r.line)) FROM (
  SELECT {object}('node', {object}(
    'id', cast(c.id as text), 'code', c.code, 'title', c.title, 'submittedAt', c.submitted_at,
    'dueAt', c.due_at, 'channel', c.channel, 'step', c.step,
    'reporter', {json}((SELECT {object}('name', p.name) FROM core_person p
      WHERE p.id = c.reporter_id)),
    'handler', {json}((SELECT {object}('name', p.name) FROM core_person p
      WHERE p.id = c.handler_id)),
    'unit', {json}((SELECT {object}('name', u.name, 'parent', {json}((
      SELECT {object}('name', a.name) FROM core_unit a WHERE a.id = u.parent_id)))
      FROM core_unit u WHERE u.id = c.unit_id)),
    'timeline', {json}((SELECT {array}({json}(e.line)) FROM (
      SELECT {object}('at', l.at, 'action', l.action, 'actor', {json}((
        SELECT {object}('name', p.name) FROM core_person p WHERE p.id = l.actor_id))) AS line
      FROM core_case_entry l WHERE l.case_id = c.id ORDER BY l.n LIMIT 3) e)))) AS line
  FROM core_case c WHERE c.unit_id = {1} AND c.step = {2}
  ORDER BY c.submitted_at DESC, c.id DESC LIMIT 50) r)),
  'pageInfo', {object}('hasNextPage', (SELECT count(*) FROM (SELECT 1 FROM core_case c
    WHERE c.unit_id = {1} AND c.step = {2} LIMIT 51) o) > 50)))
"""
_MEETINGS = """
SELECT {object}('meetings', {json}((SELECT {array}({json}(r.line)) FROM (
  SELECT {object}('id', cast(m.id as text), 'code', m.code, 'title', m.title,
    'startsAt', m.starts_at, 'place', m.place,
    'participants', {json}((SELECT {array}({object}('present', t.present, 'role', t.role,
      'person', {json}((SELECT {object}('id', cast(p.id as text), 'name', p.name,
        'household', {json}((SELECT {object}('unit', {json}((
          SELECT {object}('id', cast(u.id as text), 'name', u.name) FROM core_unit u
          WHERE u.id = h.unit_id))) FROM core_household h WHERE h.id = p.household_id)))
        FROM core_person p WHERE p.id = t.person_id))))
      FROM core_participant t WHERE t.meeting_id = m.id))) AS line
  FROM core_meeting m WHERE m.unit_id = {1} ORDER BY m.starts_at DESC, m.id DESC LIMIT 20) r)))
"""
_STATISTICS = """
SELECT {object}('caseStatistics', {json}((SELECT {array}({object}(
    'unit', u.code, 'step', t.step, 'count', t.cases))
  FROM core_unit u JOIN core_case_tally t ON t.unit_id = u.id
  WHERE u.parent_id = {1} AND t.grain = 'unit' AND t.day = {2} AND t.cases > 0)))
"""
# A case has as many entries as versions, and the version is locked.
_ACT = """
WITH found AS (UPDATE core_case SET version = version + 1 WHERE code = {1}
  RETURNING id, code, step, unit_id, version),
written AS (INSERT INTO core_case_entry (id, case_id, n, action, step, unit_id, at, note, data)
  SELECT (random() * 9223372036854774784)::bigint, f.id, f.version, 'note', f.step, f.unit_id, date_trunc('second', now()), {2}, '{{}}' FROM found f)
SELECT {object}('actOnCase', {object}('case', {object}('code', f.code, 'step', f.step)))
FROM found f
"""
# SQLite has no writing WITH: the entry first, then the case, whose row is told.
SQLITE_ENTRY: Final = """
INSERT INTO core_case_entry (id, case_id, n, action, step, unit_id, at, note, data)
SELECT abs(random()), c.id, (SELECT max(n) + 1 FROM core_case_entry e WHERE e.case_id = c.id),
  'note', c.step, c.unit_id, strftime('%Y-%m-%dT%H:%M:%S+00:00'), ?2, '{}'
FROM core_case c WHERE c.code = ?1
"""
_SQLITE_ACT = """
UPDATE core_case SET version = version + 1 WHERE code = {1}
RETURNING {object}('actOnCase', {object}('case', {object}('code', code, 'step', step)))
"""
_READS = {"look-up": _LOOK_UP, "page": _PAGE, "meetings": _MEETINGS, "statistics": _STATISTICS}


def _written(texts: Mapping[str, str], mark: str, **words: str) -> dict[str, str]:
    places = ["", f"{mark}1", f"{mark}2"]
    return {key: text.format(*places, **words) for key, text in texts.items()}


POSTGRESQL: Final = _written(
    {**_READS, "act": _ACT}, "$", object="json_build_object", array="json_agg", json=""
)
SQLITE: Final = _written(
    {**_READS, "act": _SQLITE_ACT}, "?", object="json_object", array="json_group_array", json="json"
)
