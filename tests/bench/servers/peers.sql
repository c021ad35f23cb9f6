-- What the peers need besides the product's tables: PostGraphile its plain functions, and a role
-- for whom row-level security says what the product's own visibility says.
-- {schema} stands for the locality's schema; everything here is made anew before a run.
drop schema if exists bench_peers cascade;
create schema bench_peers;
set search_path to bench_peers, {schema};

create type case_statistic as (unit text, step text, count int);

create function case_statistics("from" timestamptz, "to" timestamptz, department bigint)
returns setof case_statistic language sql stable set jit = off as $$
  select u.code, c.step, count(*)::int from {schema}.core_unit u
  join {schema}.core_case c on c.unit_id = u.id
  where u.parent_id = department and c.submitted_at >= "from" and c.submitted_at < "to"
  group by u.code, c.step order by u.code, c.step
$$;

create function add_note(code text, note text)
returns {schema}.core_case language plpgsql volatile as $$
declare found {schema}.core_case; begin
  update {schema}.core_case c set version = version + 1 where c.code = add_note.code
    returning c.* into found;
  if found.id is null then raise exception 'no such case'; end if;
  insert into {schema}.core_case_entry (id, case_id, n, action, step, unit_id, at, note, data)
    values ((random() * 9223372036854774784)::bigint, found.id,
      (select max(n) + 1 from {schema}.core_case_entry e where e.case_id = found.id),
      'note', found.step, found.unit_id, date_trunc('second', now()), add_note.note, '{}');
  return found;
end $$;
