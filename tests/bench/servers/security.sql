-- Row-level security as the product's visibility has it, for the role bench_reader alone: the
-- product connects as the owner, whom policies do not bind. Who asks comes by settings of the
-- transaction: lianxin.roles are the permissions, the rest keys.
do $$ begin
  if not exists (select from pg_roles where rolname = 'bench_reader') then
    create role bench_reader login;
  end if;
end $$;
grant usage on schema {schema}, bench_peers to bench_reader;
grant select, insert, update on all tables in schema {schema} to bench_reader;
grant execute on all functions in schema bench_peers to bench_reader;

create function bench_peers.may(permission text) returns boolean
language sql stable parallel safe as $$
  select permission = any (string_to_array(current_setting('lianxin.permissions', true), ' '))
$$;
create function bench_peers.mine() returns bigint language sql stable parallel safe as $$
  select nullif(current_setting('lianxin.person', true), '')::bigint
$$;
create function bench_peers.units() returns bigint[] language sql stable parallel safe as $$
  select string_to_array(nullif(current_setting('lianxin.units', true), ''), ' ')::bigint[]
$$;
create function bench_peers.lineage() returns bigint[] language sql stable parallel safe as $$
  select string_to_array(nullif(current_setting('lianxin.lineage', true), ''), ' ')::bigint[]
$$;

alter table {schema}.core_case enable row level security;
drop policy if exists visible on {schema}.core_case;
create policy visible on {schema}.core_case to bench_reader using (
  ((select bench_peers.may('case.read_all'))
    or ((select bench_peers.may('case.read_unit')) and (
      unit_id = any ((select bench_peers.units())::bigint[])
      or handler_id = (select bench_peers.mine())
      or responsible_id = (select bench_peers.mine())))
    or reporter_id = (select bench_peers.mine()))
  and (confined_to_id is null
    or confined_to_id = any ((select bench_peers.lineage())::bigint[])
    or reporter_id = (select bench_peers.mine()))
  and (not restricted or not exists (select from {schema}.core_case_concern k
    where k.case_id = core_case.id and (
      k.unit_id = any ((select bench_peers.lineage())::bigint[])
      or k.person_id = (select bench_peers.mine())
      or k.person_id in (select a.person_id from {schema}.core_appointment a
        where a.unit_id = any ((select bench_peers.lineage())::bigint[])
        and (a.until is null or a.until >= current_date)))))
);
-- An entry is seen with its case: row-level security knows no way by which a row was reached.
alter table {schema}.core_case_entry enable row level security;
drop policy if exists visible on {schema}.core_case_entry;
create policy visible on {schema}.core_case_entry to bench_reader using (
  exists (select from {schema}.core_case c where c.id = case_id));
alter table {schema}.core_person enable row level security;
drop policy if exists visible on {schema}.core_person;
create policy visible on {schema}.core_person to bench_reader using (
  (select bench_peers.may('person.read')) or official
  or id = (select bench_peers.mine()));
alter table {schema}.core_meeting enable row level security;
drop policy if exists visible on {schema}.core_meeting;
create policy visible on {schema}.core_meeting to bench_reader using (
  (select bench_peers.may('meeting.read'))
  or ((select bench_peers.may('meeting.read_own')) and id in (
    select p.meeting_id from {schema}.core_participant p
    where p.person_id = (select bench_peers.mine()))));
