-- What every version of an event said and how it came, beside its entries. Both can be removed after their time without a
-- proof being lost: an entry holds the digests of both.
create table ledger.activity (
    tenant_id  text        not null,
    event_id   text        not null,
    revision   text        collate "C",
    booked_at  timestamptz not null,
    sha256     bytea       not null check (octet_length(sha256) = 32), -- of the content's UTF-8
    content    text        not null,                                -- canonical JSON
    kept_until timestamptz,                                         -- null: for ever
    unique nulls not distinct (tenant_id, event_id, booked_at, revision)
) partition by range (booked_at);
create index activity_by_end on ledger.activity (kept_until);

create table ledger.raw_copy (
    tenant_id    text        not null,
    event_id     text        not null,
    revision     text        collate "C",
    booked_at    timestamptz not null,
    content_type text        not null,
    payload      bytea       not null,                              -- the item as the sender sent it
    kept_until   timestamptz not null,
    unique nulls not distinct (tenant_id, event_id, booked_at, revision)
) partition by range (booked_at);
create index raw_copy_by_end on ledger.raw_copy (kept_until);

-- What is in no month that was made ahead; nothing fails for want of a partition.
create table ledger.activity_default partition of ledger.activity default;
create table ledger.raw_copy_default partition of ledger.raw_copy default;

-- Null: booked before activities were kept.
alter table ledger.entry
    add column activity_sha256 bytea,
    add constraint entry_activity_check check (octet_length(activity_sha256) = 32) not valid;

-- What was removed because its time had come: why something is not there any more.
create table ledger.removal (
    data_class  text        not null check (data_class in ('activity', 'raw_copy')),
    tenant_id   text,                                               -- null: of every tenant
    booked_from timestamptz not null,
    booked_to   timestamptz not null,                               -- inclusive
    rows        bigint      check (rows > 0),                       -- null: all there were of that time
    removed_at  timestamptz not null,
    check (booked_from <= booked_to),
    check ((tenant_id is null) = (rows is null))
);
create index removal_by_time on ledger.removal (data_class, booked_to);

-- Nobody changes what is kept for a time, or removes it before.
create or replace function ledger.refuse_early_removal() returns trigger
    language plpgsql
    as $$
begin
    if tg_op <> 'DELETE' or old.kept_until is null or old.kept_until >= now() then
        raise exception 'rows of % are kept until %: % refused', tg_table_name, coalesce(old.kept_until::text, 'for ever'), tg_op
            using errcode = 'restrict_violation';
    end if;
    return old;
end
$$;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['activity', 'raw_copy'] loop
        execute format('create trigger append_only before update or truncate on ledger.%I for each statement execute function public.refuse_change()', table_name);
        execute format('create trigger kept_for_its_time before delete on ledger.%I for each row execute function ledger.refuse_early_removal()', table_name);
        execute format('alter table ledger.%I enable always trigger append_only', table_name);
        execute format('alter table ledger.%I enable always trigger kept_for_its_time', table_name);
        execute format('alter table ledger.%I enable row level security', table_name);
        execute format('alter table ledger.%I force row level security', table_name);
        execute format('create policy tenant_only on ledger.%I using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
        -- Retention goes by time, whoever the tenant is.
        execute format('create policy expired_seen on ledger.%I for select to carbonflow_ledger using (kept_until < now())', table_name);
        execute format('create policy expired_removed on ledger.%I for delete to carbonflow_ledger using (kept_until < now())', table_name);
        execute format('create policy every_tenant on ledger.%I for select to carbonflow_verifier using (true)', table_name);
    end loop;
end
$$;

create trigger append_only before update or delete or truncate on ledger.removal
    for each statement execute function public.refuse_change();
alter table ledger.removal enable always trigger append_only;
alter table ledger.removal enable row level security;
alter table ledger.removal force row level security;
create policy tenant_only on ledger.removal for select using (tenant_id is null or tenant_id = any ((select public.visible_tenants())::text[]));
create policy logged on ledger.removal for insert with check (true);

grant select, insert, delete on ledger.activity, ledger.raw_copy to carbonflow_ledger;
grant select, insert on ledger.removal to carbonflow_ledger;
grant select (booked_at, kept_until) on ledger.activity, ledger.raw_copy to carbonflow_verifier;

-- A partition is reached by its parent; what goes at it directly meets the same triggers, and no policy lets it see a row.
create function ledger.guard_partition(parent text, partition text) returns void
    language plpgsql volatile
    set search_path = pg_catalog, pg_temp
    as $$
declare
    guard record;
begin
    for guard in
        select tgname, pg_get_triggerdef(oid) as definition from pg_trigger
         where tgrelid = format('ledger.%I', parent)::regclass and not tgisinternal and tgtype & 1 = 0 -- rows' are inherited
    loop
        execute replace(guard.definition, format(' ON ledger.%I FOR EACH', parent), format(' ON ledger.%I FOR EACH', partition));
        execute format('alter table ledger.%I enable always trigger %I', partition, guard.tgname);
    end loop;
    execute format('alter table ledger.%I enable row level security', partition);
    execute format('alter table ledger.%I force row level security', partition);
end
$$;

-- Makes the monthly partitions (UTC) of a table of this schema from the present month on, as far as they are not there, and
-- brings how many it made. Rows of a month that stand in the default partition already stay there, and so does its month.
create function ledger.ensure_partitions(parent text, ahead int default 3) returns int
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '5s'
    as $$
declare
    starts    timestamp;
    partition text;
    made      int := 0;
begin
    if not exists (select from pg_partitioned_table where partrelid = to_regclass(format('ledger.%I', parent)) and partstrat = 'r') then
        raise exception 'a table of the ledger that is partitioned by time is asked for, found %', parent
            using errcode = 'wrong_object_type';
    end if;
    perform pg_advisory_xact_lock(1667657840); -- one at a time; the letters "cfpp"
    for starts in
        select generate_series(month, month + make_interval(months => ahead), interval '1 month')
          from date_trunc('month', now() at time zone 'UTC') as month
    loop
        partition := parent || to_char(starts, '_YYYY_MM');
        continue when to_regclass(format('ledger.%I', partition)) is not null;
        begin
            execute format('create table ledger.%I (like ledger.%I including defaults including constraints including storage)', partition, parent);
            execute format('alter table ledger.%I attach partition ledger.%I for values from (%L) to (%L)', parent, partition,
                           starts at time zone 'UTC', (starts + interval '1 month') at time zone 'UTC');
            perform ledger.guard_partition(parent, partition);
            made := made + 1;
        exception when check_violation then
            raise notice 'rows of % stand in the default partition of % and stay there', to_char(starts, 'YYYY-MM'), parent;
        end;
    end loop;
    return made;
end
$$;

-- Whether nothing is kept any more of what was booked within the time: seen across the tenants, which the owner is not.
create function ledger.is_past(data_class text, starts timestamptz, ends timestamptz) returns boolean
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    is_kept boolean;
begin
    execute format('select exists (select from ledger.%I where booked_at >= $1 and booked_at < $2 and kept_until >= now())
                        or exists (select from ledger.%1$I where booked_at >= $1 and booked_at < $2 and kept_until is null)', data_class)
       into is_kept using starts, ends;
    return not is_kept;
end
$$;
grant create on schema ledger to carbonflow_verifier;
alter function ledger.is_past(text, timestamptz, timestamptz) owner to carbonflow_verifier;
revoke create on schema ledger from carbonflow_verifier;

-- Removes every month of a table of which nothing is kept any more, as a whole, and brings their names. Waits for nobody
-- for long: what is in use is removed another time.
create function ledger.drop_past_partitions(data_class text) returns setof text
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '2s'
    as $$
declare
    past record;
begin
    if data_class not in ('activity', 'raw_copy') then
        raise exception 'what is kept for a time is activity or raw_copy, found %', data_class using errcode = 'wrong_object_type';
    end if;
    for past in
        select name, bounds[1]::timestamptz as starts, bounds[2]::timestamptz as ends
          from (select c.relname as name,
                       regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(''([^'']+)''\) TO \(''([^'']+)''\)') as bounds
                  from pg_inherits i join pg_class c on c.oid = i.inhrelid
                 where i.inhparent = format('ledger.%I', data_class)::regclass) months
         where bounds is not null and bounds[2]::timestamptz <= now()
         order by starts
    loop
        continue when not ledger.is_past(data_class, past.starts, past.ends);
        execute format('lock table ledger.%I in access exclusive mode', data_class); -- before the partition, as everybody does
        if ledger.is_past(data_class, past.starts, past.ends) then
            execute format('drop table ledger.%I', past.name);
            insert into ledger.removal values (data_class, null, past.starts, past.ends - interval '1 microsecond', null, now());
            return next past.name;
        end if;
    end loop;
end
$$;

revoke all on function ledger.guard_partition(text, text), ledger.ensure_partitions(text, int),
    ledger.is_past(text, timestamptz, timestamptz), ledger.drop_past_partitions(text) from public;
grant execute on function ledger.is_past(text, timestamptz, timestamptz) to current_user;
grant execute on function ledger.ensure_partitions(text, int), ledger.drop_past_partitions(text) to carbonflow_ledger;

select ledger.guard_partition(table_name, table_name || '_default'), ledger.ensure_partitions(table_name)
  from unnest(array['activity', 'raw_copy']) as table_name;
