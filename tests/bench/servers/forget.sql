-- Leaves the product's tables as they were.
drop policy if exists visible on {schema}.core_case;
drop policy if exists visible on {schema}.core_case_entry;
drop policy if exists visible on {schema}.core_person;
drop policy if exists visible on {schema}.core_meeting;
alter table {schema}.core_case disable row level security;
alter table {schema}.core_case_entry disable row level security;
alter table {schema}.core_person disable row level security;
alter table {schema}.core_meeting disable row level security;
drop schema if exists bench_peers cascade;
drop owned by bench_reader;
do $$ begin
  drop role bench_reader;
exception when dependent_objects_still_exist then null; -- another database of the server uses it
end $$;
