-- The entries stand in ledger.entry_row, in parts by the time of booking; ledger.entry is a view of them, by which everybody
-- reads and books. With TimescaleDB the parts are its chunks, and it stores what is old by column; without, they are
-- partitions by month. Names, statements and guarantees are the same (docs/reference/storage.md).

-- No entry booked at this time or later has a smaller id: ids are UUIDs of version 7 and begin with the milliseconds.
create function ledger.first_id_at(moment timestamptz) returns uuid
    language sql immutable strict parallel safe
    as $$ select (lpad(to_hex(floor(extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Who sees the entries of all tenants: whoever recomputes the chain, and those whom row-level security does not hold either.
create function ledger.sees_every_tenant() returns boolean
    language sql stable parallel safe
    as $$
    select current_user = 'carbonflow_verifier'
        or exists (select from pg_catalog.pg_roles where rolname = current_user and (rolsuper or rolbypassrls))
    $$;

-- What was taken back, and by what. No unique key of a table in parts says "once" of a column that is not what it is parted
-- by; this one does.
drop index ledger.entry_reversing;
create index entry_reversed on ledger.entry (tenant_id, reverses) where reverses is not null;
create table ledger.reversed_entry (
    tenant_id text not null,
    entry_id  uuid not null,
    by_entry  uuid not null,
    constraint entry_reversing primary key (tenant_id, entry_id)
);
alter table ledger.entry no force row level security; -- the owner reads and moves the entries of every tenant
insert into ledger.reversed_entry select tenant_id, reverses, id from ledger.entry where reverses is not null;
create trigger append_only before update or delete or truncate on ledger.reversed_entry
    for each statement execute function public.refuse_change();
alter table ledger.reversed_entry enable always trigger append_only;
alter table ledger.reversed_entry enable row level security;
alter table ledger.reversed_entry force row level security;
create policy tenant_only on ledger.reversed_entry using (tenant_id = any ((select public.visible_tenants())::text[]));
create policy every_tenant on ledger.reversed_entry for select to carbonflow_verifier using (true);
grant select, insert on ledger.reversed_entry to carbonflow_ledger;
grant select on ledger.reversed_entry to carbonflow_verifier;

-- Whoever books an entry that takes another back says so here, whichever way the entry came into the table.
create function ledger.note_reversal() returns trigger
    language plpgsql
    as $$
begin
    insert into ledger.reversed_entry (tenant_id, entry_id, by_entry) values (new.tenant_id, new.reverses, new.id);
    return null;
end
$$;

-- Puts up what keeps a table of entries as it is, but for row-level security: TimescaleDB stores nothing by column that has it.
create function ledger.guard_entries(entries regclass) returns void
    language plpgsql volatile
    set search_path = pg_catalog, pg_temp
    as $$
begin
    execute format('create trigger append_only before update or delete or truncate on %s for each statement execute function public.refuse_change()', entries);
    execute format('create trigger append_only_row before update or delete on %s for each row execute function public.refuse_change()', entries);
    execute format('alter table %s enable always trigger append_only', entries);
    execute format('alter table %s enable always trigger append_only_row', entries);
end
$$;

-- Makes the view of the entries over a table that holds them. A migration that adds columns to ledger.entry_row ends with this.
create function ledger.make_entry_view(table_name text default 'entry_row') returns void
    language plpgsql volatile
    set search_path = pg_catalog, pg_temp
    as $$
begin
    execute format('create or replace view ledger.entry as select * from ledger.%I
                     where tenant_id = any ((select public.visible_tenants())::text[]) or (select ledger.sees_every_tenant())
                      with cascaded check option', table_name);
end
$$;

create function ledger.is_hypertable(table_name text) returns boolean
    language plpgsql stable
    set search_path = pg_catalog, pg_temp
    as $$
declare
    found boolean := false;
begin
    if exists (select from pg_extension where extname = 'timescaledb') then
        execute 'select exists (select from timescaledb_information.hypertables where hypertable_schema = ''ledger'' and hypertable_name = $1)'
           into found using table_name;
    end if;
    return found;
end
$$;

-- As before, and also for a table parted by ids of version 7; a hypertable makes its chunks itself.
create or replace function ledger.ensure_partitions(parent text, ahead int default 3) returns int
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '5s'
    as $$
declare
    starts    timestamp;
    partition text;
    bounds    text[];
    key_type  regtype;
    former    text; -- what came before there were months ends here
    made      int := 0;
begin
    if ledger.is_hypertable(parent) then
        return 0;
    end if;
    select a.atttypid into key_type
      from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
     where p.partrelid = to_regclass(format('ledger.%I', parent)) and p.partstrat = 'r';
    if key_type is null then
        raise exception 'a table of the ledger that is partitioned by time is asked for, found %', parent
            using errcode = 'wrong_object_type';
    end if;
    perform pg_advisory_xact_lock(1667657840); -- one at a time; the letters "cfpp"
    select max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(MINVALUE\) TO \(''([^'']+)''\)'))[1]) into former
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = format('ledger.%I', parent)::regclass;
    for starts in
        select generate_series(month, month + make_interval(months => ahead), interval '1 month')
          from date_trunc('month', now() at time zone 'UTC') as month
    loop
        partition := parent || to_char(starts, '_YYYY_MM');
        continue when to_regclass(format('ledger.%I', partition)) is not null;
        bounds := array[starts at time zone 'UTC', (starts + interval '1 month') at time zone 'UTC'];
        if key_type = 'uuid'::regtype then
            bounds := array[ledger.first_id_at(bounds[1]::timestamptz), ledger.first_id_at(bounds[2]::timestamptz)];
            continue when bounds[2] <= former;
        end if;
        begin
            execute format('create table ledger.%I (like ledger.%I including defaults including constraints including storage)', partition, parent);
            execute format('alter table ledger.%I attach partition ledger.%I for values from (%L) to (%L)', parent, partition,
                           bounds[1], bounds[2]);
            perform ledger.guard_partition(parent, partition);
            made := made + 1;
        exception when check_violation then
            raise notice 'rows of % stand in the default partition of % and stay there', to_char(starts, 'YYYY-MM'), parent;
        end;
    end loop;
    return made;
end
$$;

-- The table as it was becomes the first partition, byte by byte as it is.
do $$
declare
    unchecked name;
    until     timestamptz;
    acl       record;
begin
    -- A partition's constraints hold as its parent's do. New rows have met these all along.
    for unchecked in
        select conname from pg_constraint where conrelid = 'ledger.entry'::regclass and contype = 'c' and not convalidated
    loop
        execute format('alter table ledger.entry validate constraint %I', unchecked);
    end loop;
    alter table ledger.entry rename to entry_row_former;
    create table ledger.entry_row (like ledger.entry_row_former including all) partition by range (id);
    alter table ledger.entry_row enable row level security;
    alter table ledger.entry_row force row level security;
    -- A second wall, the same as the view's, for whoever is let in beside it.
    create policy tenant_only on ledger.entry_row
        using (tenant_id = any ((select public.visible_tenants())::text[]) or (select ledger.sees_every_tenant()));
    perform ledger.guard_entries('ledger.entry_row');
    create trigger reversed_once after insert on ledger.entry_row
        for each row when (new.reverses is not null) execute function ledger.note_reversal();

    perform ledger.make_entry_view();
    for acl in
        select c.privilege_type, c.grantee::regrole as grantee, '' as of_column
          from pg_class r, aclexplode(r.relacl) c
         where r.oid = 'ledger.entry_row_former'::regclass and c.grantee <> r.relowner
        union all
        select c.privilege_type, c.grantee::regrole, format('(%I)', a.attname)
          from pg_class r join pg_attribute a on a.attrelid = r.oid, aclexplode(a.attacl) c
         where r.oid = 'ledger.entry_row_former'::regclass and c.grantee <> r.relowner
    loop
        execute format('grant %s %s on ledger.entry to %s', acl.privilege_type, acl.of_column, acl.grantee);
        execute format('revoke %s %s on ledger.entry_row_former from %s', acl.privilege_type, acl.of_column, acl.grantee);
    end loop;

    if exists (select from ledger.entry_row_former) then
        select (date_trunc('month', greatest(now(), max(booked_at)), 'UTC') at time zone 'UTC' + interval '1 month') at time zone 'UTC'
          into until from ledger.entry_row_former;
        if exists (select from ledger.entry_row_former where id >= ledger.first_id_at(until)) then
            alter table ledger.entry_row attach partition ledger.entry_row_former default; -- ids that tell no time
        else
            execute format('alter table ledger.entry_row attach partition ledger.entry_row_former for values from (minvalue) to (%L)',
                           ledger.first_id_at(until));
        end if;
        drop trigger append_only on ledger.entry_row_former;
        perform ledger.guard_partition('entry_row', 'entry_row_former');
    else
        drop table ledger.entry_row_former;
    end if;
    if not exists (select from pg_partitioned_table where partrelid = 'ledger.entry_row'::regclass and partdefid <> 0) then
        create table ledger.entry_row_default partition of ledger.entry_row default;
        perform ledger.guard_partition('entry_row', 'entry_row_default');
    end if;
    perform ledger.ensure_partitions('entry_row');
end
$$;
revoke all on function ledger.guard_entries(regclass), ledger.make_entry_view(text) from public;

-- Where the functions of TimescaleDB are; null where it is not installed.
create function ledger.timescaledb_schema() returns name
    language sql stable
    set search_path = pg_catalog, pg_temp
    as $$ select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'timescaledb' $$;

-- Moves the entries into chunks of TimescaleDB, if they are not there yet, and brings whether it did. Copies them, in one
-- transaction in which nobody reads or books: for the owner, at the beginning or at a quiet time.
create function ledger.use_timescaledb(chunk interval default '7 days') returns boolean
    language plpgsql volatile
    set search_path = pg_catalog, pg_temp
    as $$
declare
    extension name := ledger.timescaledb_schema();
    version   text;
    timeless  uuid;
begin
    if extension is null then
        raise exception 'the extension timescaledb is not installed in this database' using errcode = 'undefined_object';
    end if;
    select extversion into version from pg_extension where extname = 'timescaledb';
    if string_to_array(split_part(version, '-', 1), '.')::int[] < array[2, 22] then
        raise exception 'timescaledb is at least 2.22 to part a table by its ids, found %', version using errcode = 'feature_not_supported';
    end if;
    if ledger.is_hypertable('entry_row') then
        return false;
    end if;
    lock table ledger.entry_row in access exclusive mode;
    alter table ledger.entry_row no force row level security; -- the owner moves the entries of every tenant
    select id into timeless from ledger.entry_row where get_byte(uuid_send(id), 6) >> 4 <> 7 limit 1;
    if timeless is not null then
        raise exception 'timescaledb parts entries by ids of version 7, found %', timeless using errcode = 'feature_not_supported';
    end if;
    create table ledger.entry_chunked (like ledger.entry_row including all);
    -- Before it is a hypertable, because of one no trigger is enabled always.
    perform ledger.guard_entries('ledger.entry_chunked');
    execute format('select %1$I.create_hypertable(''ledger.entry_chunked'', %1$I.by_range(''id'', $1), create_default_indexes => false)', extension) using chunk;
    insert into ledger.entry_chunked select * from ledger.entry_row order by id;
    perform ledger.make_entry_view('entry_chunked');
    drop table ledger.entry_row;
    alter table ledger.entry_chunked rename to entry_row;
    create trigger reversed_once after insert on ledger.entry_row -- what is taken back already is noted
        for each row when (new.reverses is not null) execute function ledger.note_reversal();
    -- TimescaleDB leaves chunks out by an id it is asked for, and fails where that is not of version 7. PostgreSQL leaves the
    -- same chunks out by their constraints, whatever is asked for.
    execute format('alter database %I set timescaledb.enable_constraint_exclusion = off', current_database());
    -- By column only under Timescale's own licence; a build under Apache's has chunks and no more.
    if current_setting('timescaledb.license', true) = 'timescale' then
        -- What tells of a thousand entries stored together whether one of them can be meant: by their blocks, or by what they say.
        alter table ledger.entry_row set (timescaledb.enable_columnstore, timescaledb.segmentby = 'tenant_id', timescaledb.orderby = 'id',
            timescaledb.sparse_index = 'minmax(height), minmax(occurred_at), minmax(accounted_at), bloom(event_id), bloom(reverses), bloom(replaces), bloom(supplier_id)');
    end if;
    return true;
end
$$;

-- Stores by column the chunks of entries whose time of booking is that long ago, at most so many, the oldest first, and
-- brings their names. They are read, and booked into, as before. One process at a time; nothing without TimescaleDB.
create function ledger.compress_entries(older_than interval, at_most int default 1) returns setof text
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '5s'
    as $$
declare
    old record;
begin
    if not ledger.is_hypertable('entry_row') or current_setting('timescaledb.license', true) is distinct from 'timescale'
            or not pg_try_advisory_xact_lock(1667655523) then -- the letters "cfcc"
        return;
    end if;
    for old in
        -- A chunk says in a constraint from which id to which it goes; of ids no view of the extension tells it.
        execute $query$
            select chunk, until
              from (select format('%I.%I', k.chunk_schema, k.chunk_name) as chunk,
                           (regexp_match(pg_get_constraintdef(c.oid), 'id < ''([0-9a-f-]{36})'''))[1]::uuid as until
                      from timescaledb_information.chunks k
                      join pg_constraint c on c.conrelid = format('%I.%I', k.chunk_schema, k.chunk_name)::regclass and c.contype = 'c'
                     where k.hypertable_schema = 'ledger' and k.hypertable_name = 'entry_row' and not k.is_compressed) ends
             where until <= ledger.first_id_at(now() - $1) order by until limit $2
            $query$ using older_than, at_most
    loop
        execute format('select %I.compress_chunk(%L::regclass)', ledger.timescaledb_schema(), old.chunk);
        return next old.chunk;
    end loop;
end
$$;

-- What the entries take on disk. Kind is partitioned or timescaledb; how many entries and events there are is estimated from
-- the last analysis.
create function ledger.entry_storage(out kind text, out parts bigint, out compressed_parts bigint, out entries bigint,
        out events bigint, out table_bytes bigint, out index_bytes bigint)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if ledger.is_hypertable('entry_row') then
        kind := 'timescaledb';
        execute format('select s.total_bytes - s.index_bytes, s.index_bytes, %1$I.approximate_row_count(''ledger.entry_row''),
                               (select count(*) from timescaledb_information.chunks where hypertable_schema = ''ledger'' and hypertable_name = ''entry_row''),
                               (select count(*) from timescaledb_information.chunks where hypertable_schema = ''ledger'' and hypertable_name = ''entry_row'' and is_compressed)
                          from %1$I.hypertable_detailed_size(''ledger.entry_row'') s', ledger.timescaledb_schema())
           into table_bytes, index_bytes, entries, parts, compressed_parts;
    else
        kind := 'partitioned';
        select count(*), 0, coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint, coalesce(sum(pg_table_size(c.oid)), 0)::bigint,
               coalesce(sum(pg_indexes_size(c.oid)), 0)::bigint
          into parts, compressed_parts, entries, table_bytes, index_bytes
          from pg_partition_tree('ledger.entry_row') t join pg_class c on c.oid = t.relid where t.isleaf;
    end if;
    select greatest(reltuples, 0)::bigint into events from pg_class where oid = 'ledger.event'::regclass;
end
$$;

revoke all on function ledger.use_timescaledb(interval), ledger.compress_entries(interval, int), ledger.entry_storage() from public;
grant execute on function ledger.compress_entries(interval, int), ledger.entry_storage() to carbonflow_ledger;

-- Whoever migrates says whether the extension is used (CARBONFLOW_TIMESCALEDB).
do $$
begin
    if current_setting('carbonflow.timescaledb', true) = 'on' then
        perform ledger.use_timescaledb();
    end if;
end
$$;
