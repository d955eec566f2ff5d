-- Where an entry is accounted, how final it is, and what it has to do with another event. Null: as in every earlier entry,
-- which therefore need not be looked at.
alter table ledger.entry
    add column state             text,                                -- null: nothing better is expected
    add column accounted_at      timestamptz,                         -- null: where it occurred
    add column adjusts_period    uuid,                                -- the locked period because of which it is accounted elsewhere
    add column replaces_event_id text,                                -- the event in whose place that of this entry stands
    add constraint entry_state_check check (state = 'provisional') not valid,
    add constraint entry_accounting_check check ((accounted_at is null) = (adjusts_period is null)) not valid;
create index entry_adjusting on ledger.entry (tenant_id, accounted_at) where accounted_at is not null;
create unique index entry_reversing on ledger.entry (tenant_id, reverses) where reverses is not null; -- an entry is taken back once
create index entry_replacing on ledger.entry (tenant_id, replaces) where replaces is not null;

-- What a reader may expect to be replaced. The ledger writes the state of an entry by the same rule; sums go by it, so that
-- entries from before there were states count like the others.
create function ledger.is_provisional(data_quality text, method text) returns boolean
    language sql immutable parallel safe
    as $$ select data_quality = 'imputed' or method = 'spend_based' $$;

-- The locking of periods and their re-opening. The one with the highest number says what holds.
create table ledger.period_event (
    tenant_id text        not null,
    period_id uuid        not null,
    number    int         not null check (number > 0),
    action    text        not null check (action in ('lock', 'reopen')),
    starts_at timestamptz not null,
    ends_at   timestamptz not null,
    at        timestamptz not null,
    by_role   text        not null,
    by_key    text        not null,                                   -- tells keys apart, gives none away
    reason    text        not null check (reason <> ''),
    primary key (tenant_id, period_id, number),
    unique (tenant_id, starts_at, ends_at, number),
    check (starts_at < ends_at),
    check ((action = 'lock') = (number % 2 = 1))
);

-- Which event stands in whose place. The claim holds from then on, whatever becomes of the event that made it.
create table ledger.event_replacement (
    tenant_id   text        not null,
    event_id    text        not null,
    by_event_id text        not null,
    claimed_at  timestamptz not null,
    primary key (tenant_id, event_id, by_event_id)
);

-- Content that came under an id, or a revision of it, that has other content.
create table ledger.conflict (
    tenant_id     text        not null,
    letter_id     text        not null,
    event_id      text        not null,
    revision      text        collate "C",
    content_hash  bytea       check (octet_length(content_hash) = 32), -- null where it was not kept yet
    raw_topic     text        not null,
    raw_partition int         not null,
    raw_offset    bigint      not null,
    received_at   timestamptz not null,
    found_at      timestamptz not null,
    primary key (tenant_id, letter_id)
);
create index conflict_by_time on ledger.conflict (tenant_id, found_at desc, letter_id);

alter table ledger.dead_letter no force row level security;
insert into ledger.conflict (tenant_id, letter_id, event_id, raw_topic, raw_partition, raw_offset, received_at, found_at)
select tenant_id, id, event_id, raw_topic, raw_partition, raw_offset, received_at, rejected_at
  from ledger.dead_letter
 where stage = 'ledger' and event_id is not null and raw_topic is not null
   and reasons @> '[{"code":"DUPLICATE_CONFLICT"}]';
alter table ledger.dead_letter force row level security;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['period_event', 'event_replacement', 'conflict'] loop
        execute format('create trigger append_only before update or delete or truncate on ledger.%I for each statement execute function public.refuse_change()', table_name);
        execute format('alter table ledger.%I enable always trigger append_only', table_name);
        execute format('alter table ledger.%I enable row level security', table_name);
        execute format('alter table ledger.%I force row level security', table_name);
        execute format('create policy tenant_only on ledger.%I using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
    end loop;
end
$$;

create view ledger.locked_period with (security_invoker = true) as
select tenant_id, period_id, starts_at, ends_at
  from (select distinct on (tenant_id, period_id) tenant_id, period_id, starts_at, ends_at, action
          from ledger.period_event order by tenant_id, period_id, number desc) last
 where action = 'lock';

grant select, insert on ledger.period_event, ledger.event_replacement, ledger.conflict to carbonflow_ledger;
grant select on ledger.locked_period to carbonflow_ledger, carbonflow_query;
grant select on ledger.period_event to carbonflow_query;

-- Begins a booking: first the locks, then the time of booking, by the one clock that all writers and readers share.
--   A tenant's gate (the letters "cfgt") is open to all bookings at once, and to one alone that changes what others decide
--   by: a period being locked, an event that takes the place of another.
--   The mark (the letters "cfbk") says in seconds since 2020 since when a booking has been under way.
-- Brings one row, or one per locked period of the tenants.
create function ledger.begin_booking(tenants text[], alone text[])
    returns table (moment timestamptz, is_any_replaced boolean, tenant text, period uuid, starts timestamptz, ends timestamptz)
    language plpgsql volatile
    as $$
declare
    gate     int;
    is_alone boolean;
    since    int := extract(epoch from clock_timestamp() - timestamptz '2020-01-01 00:00:00+00')::int - 1;
    booked   timestamptz;
begin
    for gate, is_alone in
        select hashtext(t) & 63, bool_or(t = any (alone)) from unnest(tenants) t group by 1 order by 1
    loop
        if is_alone then
            perform pg_advisory_xact_lock(1667655540, gate);
        else
            perform pg_advisory_xact_lock_shared(1667655540, gate);
        end if;
    end loop;
    perform pg_advisory_xact_lock_shared(1667654251, since);
    booked := clock_timestamp();
    return query
        select booked, exists (select from ledger.event_replacement), p.tenant_id, p.period_id, p.starts_at, p.ends_at
          from (select) one left join ledger.locked_period p on true;
end
$$;

-- The time up to which every booking is to be seen: what is known on it or before stays as it is for ever.
create function ledger.settled_until() returns timestamptz
    language plpgsql volatile
    as $$
declare
    looked  timestamptz := clock_timestamp(); -- before the marks: whoever makes one later, books later
    oldest  bigint;
begin
    select min(objid::bigint) into oldest from pg_locks
     where locktype = 'advisory' and classid::bigint = 1667654251 and objsubid = 2
       and database = (select oid from pg_database where datname = current_database());
    return least(looked, timestamptz '2020-01-01 00:00:00+00' + make_interval(secs => oldest)) - interval '1 microsecond';
end
$$;

-- What ledger.rollup is made of, worked out from the entries that the caller may see, those of whole UTC days. The two differ at most in "revised",
-- and there only where two chains put late entries into an empty window at one moment.
create function ledger.rollup_of_entries(lateness interval, starts timestamptz default '-infinity', ends timestamptz default 'infinity')
    returns setof ledger.rollup
    language sql stable
    as $$
    with placed as (
        select e.*, s.size, s.length, date_bin(s.length, coalesce(e.accounted_at, e.occurred_at), timestamptz '0001-01-01 00:00:00+00') as window_start
          from ledger.entry e
         cross join (values ('5m', interval '5 minutes'), ('1h', interval '1 hour'), ('24h', interval '24 hours')) as s(size, length)
         where starts = '-infinity' and ends = 'infinity'
            or e.accounted_at is null and e.occurred_at >= starts and e.occurred_at < ends
            or e.accounted_at >= starts and e.accounted_at < ends
    ), timed as (
        select *, min(booked_at) over (partition by tenant_id, size, window_start) as first_booked_at from placed
    ), summed as (
        select tenant_id, size, window_start, coalesce(supplier_id, '') as supplier_id, coalesce(facility_id, '') as facility_id,
               coalesce(country, '') as country, scope, coalesce(category, 0)::smallint as category, method, data_quality, gwp_set,
               official, chain, sum(kg_co2e) as kg_co2e, sum(kg_co2e_ar4) as kg_co2e_ar4, sum(kg_co2e_ar5) as kg_co2e_ar5,
               sum(kg_co2e_ar6) as kg_co2e_ar6, count(*) as entries,
               bool_or(booked_at > window_start + length + lateness and booked_at > first_booked_at) as revised,
               max(occurred_at) as last_occurred_at, max(booked_at) as last_booked_at, part, factor_id,
               sum(coalesce(kg_co2e_low, kg_co2e)) as kg_co2e_low, sum(coalesce(kg_co2e_high, kg_co2e)) as kg_co2e_high,
               coalesce(sum(kg_co2e) filter (where quality_score is not null), 0) as kg_co2e_scored,
               coalesce(sum(kg_co2e * quality_score), 0) as score_kg_co2e
          from timed
         group by tenant_id, size, window_start, 4, 5, 6, scope, 8, method, data_quality, gwp_set, official, chain, part, factor_id
    )
    select * from summed
    $$;

-- Makes the sums of a tenant and a UTC day anew where they are not what the entries add up to: all the ledger can remove.
-- No booking of the tenant is under way meanwhile. Brings how many sums there are now, and how many rows were wrong or missing.
create function ledger.rebuild_rollup(of_tenant text, lateness interval, day date, out sums bigint, out changed bigint)
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    starts timestamptz := day::timestamp at time zone 'UTC';
    ends   timestamptz := (day + 1)::timestamp at time zone 'UTC';
begin
    if not of_tenant = any (public.visible_tenants()) then
        raise exception 'the sums of tenant % are not the caller''s to make', of_tenant using errcode = 'insufficient_privilege';
    end if;
    perform pg_advisory_xact_lock(1667655540, hashtext(of_tenant) & 63); -- as begin_booking
    with present as (
        select * from ledger.rollup where tenant_id = of_tenant and window_start >= starts and window_start < ends
    ), derived as materialized (
        select * from ledger.rollup_of_entries(lateness, starts, ends) where tenant_id = of_tenant
    )
    select (select count(*) from derived),
           (select count(*) from (select * from present except select * from derived) gone)
               + (select count(*) from (select * from derived except select * from present) come)
      into sums, changed;
    if changed > 0 then
        delete from ledger.rollup where tenant_id = of_tenant and window_start >= starts and window_start < ends;
        insert into ledger.rollup
        select * from ledger.rollup_of_entries(lateness, starts, ends) where tenant_id = of_tenant;
    end if;
end
$$;
revoke all on function ledger.rebuild_rollup(text, interval, date) from public;
grant execute on function ledger.rebuild_rollup(text, interval, date) to carbonflow_ledger;
