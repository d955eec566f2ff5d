-- A star schema beside the ledger: what the entries add up to by UTC day, and what the words in it mean, with their history.
-- All of it is derived from entries and master data, by the functions below and by nobody else: no login may write it.
-- Nobody logs in as this role; it owns the functions. It reads what the verifier reads: entries and blocks of every tenant.
do $$
begin
    if not exists (select from pg_roles where rolname = 'carbonflow_warehouse') then
        create role carbonflow_warehouse nologin nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
    grant carbonflow_verifier to carbonflow_warehouse;
end
$$;
create or replace function ledger.sees_every_tenant() returns boolean
    language sql stable parallel safe
    as $$
    select current_user in ('carbonflow_verifier', 'carbonflow_warehouse')
        or exists (select from pg_catalog.pg_roles where rolname = current_user and (rolsuper or rolbypassrls))
    $$;
create schema warehouse;

-- '' stands for "none", as in ledger.rollup. A reversal counts negative in every sum, so each is what stands.
create table warehouse.fact_emission_day (
    tenant_id       text           not null,
    day             date           not null,                       -- on which the entries count, UTC
    fact_key        bytea          not null,                       -- SHA-256 over the words, from supplier_id to official
    supplier_id     text           not null,
    facility_id     text           not null,
    product_id      text           not null,
    country         text           not null,
    scope           smallint       not null,
    category        smallint       not null,                       -- 0 for scopes 1 and 2
    activity        text           not null,
    kind            text           not null,
    source_id       text           not null,
    channel         text           not null,
    part            text           not null,
    method          text           not null,
    data_quality    text           not null,
    gwp_set         text           not null,
    factor_id       text           not null,
    factor_edition  text           not null,
    unit            text           not null,                       -- of quantity
    official        boolean        not null,
    kg_co2e         numeric(38, 6) not null,
    kg_co2e_ar4     numeric(38, 6) not null,
    kg_co2e_ar5     numeric(38, 6) not null,
    kg_co2e_ar6     numeric(38, 6) not null,
    kg_co2e_low     numeric(38, 6) not null,                       -- an entry without a range counts with its mass
    kg_co2e_high    numeric(38, 6) not null,
    kg_co2          numeric(38, 6) not null,                       -- gases: of the entries that state them
    kg_ch4          numeric(38, 6) not null,
    kg_n2o          numeric(38, 6) not null,
    kg_biogenic_co2 numeric(38, 6) not null,
    kg_co2e_scored  numeric(38, 6) not null,                       -- of the entries that have a quality score
    score_kg_co2e   numeric(38, 7) not null,                       -- the sum of score times mass
    quantity        numeric        not null,
    entries         bigint         not null,
    reversals       bigint         not null,                       -- of the entries
    adjustments     bigint         not null,                       -- of the entries
    moved           bigint         not null,                       -- of the entries, those of another day that was locked
    last_booked_at  timestamptz    not null,
    primary key (tenant_id, day, fact_key)
) with (fillfactor = 80);
create index fact_by_supplier on warehouse.fact_emission_day (tenant_id, supplier_id, day) where supplier_id <> '';

-- Master data and every change of it. A row holds from valid_from until before valid_to, by the time at which we were told;
-- the first one also before that. Ids that entries name and nobody registered have a row all the same.
create table warehouse.dim_supplier (
    tenant_id  text        not null,
    id         text        not null,
    name       text,
    country    text,
    naics      text,
    parent_id  text,
    registered boolean     not null,
    valid_from timestamptz not null,
    valid_to   timestamptz not null,
    primary key (tenant_id, id, valid_from)
);
create table warehouse.dim_facility (
    tenant_id   text        not null,
    id          text        not null,
    name        text,
    country     text,
    subdivision text,
    supplier_id text,
    registered  boolean     not null,
    valid_from  timestamptz not null,
    valid_to    timestamptz not null,
    primary key (tenant_id, id, valid_from)
);
create table warehouse.dim_source (
    tenant_id   text        not null,
    id          text        not null,
    family      text,
    facility_id text,
    supplier_id text,
    country     text,
    measures    text,
    registered  boolean     not null,
    valid_from  timestamptz not null,
    valid_to    timestamptz not null,
    primary key (tenant_id, id, valid_from)
);

-- A factor as published. Of editions carried and composed nothing is known but the id: every event brings its own, or several factors
-- were composed for it.
create table warehouse.dim_factor (
    tenant_id         text    not null,
    factor_id         text    not null,
    factor_edition    text    not null,
    source            text,
    region            text,
    year              int,
    value             numeric,
    unit              text,
    per               text,
    published_gwp_set text,
    primary key (tenant_id, factor_id, factor_edition)
);
create table warehouse.dim_date (
    day      date     not null primary key,
    year     int      not null,
    quarter  smallint not null,
    month    smallint not null,
    day_of_month smallint not null,
    iso_year int      not null,
    iso_week smallint not null,
    weekday  smallint not null                                     -- 1 is Monday
);
create table warehouse.dim_category (
    scope    smallint not null,
    category smallint not null,                                    -- 0 for scopes 1 and 2
    name     text     not null,
    stream   text     not null check (stream in ('own', 'upstream', 'downstream')),
    primary key (scope, category)
);
insert into warehouse.dim_category values
    (1, 0, 'Direct GHG emissions', 'own'),
    (2, 0, 'Electricity indirect GHG emissions', 'own'),
    (3, 1, 'Purchased goods and services', 'upstream'),
    (3, 2, 'Capital goods', 'upstream'),
    (3, 3, 'Fuel- and energy-related activities (not included in scope 1 or scope 2)', 'upstream'),
    (3, 4, 'Upstream transportation and distribution', 'upstream'),
    (3, 5, 'Waste generated in operations', 'upstream'),
    (3, 6, 'Business travel', 'upstream'),
    (3, 7, 'Employee commuting', 'upstream'),
    (3, 8, 'Upstream leased assets', 'upstream'),
    (3, 9, 'Downstream transportation and distribution', 'downstream'),
    (3, 10, 'Processing of sold products', 'downstream'),
    (3, 11, 'Use of sold products', 'downstream'),
    (3, 12, 'End-of-life treatment of sold products', 'downstream'),
    (3, 13, 'Downstream leased assets', 'downstream'),
    (3, 14, 'Franchises', 'downstream'),
    (3, 15, 'Investments', 'downstream');
create table warehouse.dim_method (
    method text not null primary key,
    name   text not null
);
insert into warehouse.dim_method values
    ('location_based', 'Location-based method'),
    ('market_based', 'Market-based method'),
    ('supplier_specific', 'Supplier-specific method'),
    ('hybrid', 'Hybrid method'),
    ('average_data', 'Average-data method'),
    ('spend_based', 'Spend-based method'),
    ('distance_based', 'Distance-based method'),
    ('fuel_based', 'Fuel-based method');

-- Up to where each chain is in the facts. Chains grow in order, so nothing below a height comes later.
create table warehouse.progress (
    chain  int    not null primary key,
    height bigint not null check (height > 0)
);
create table warehouse.refresh (
    only_row     boolean     not null primary key default true check (only_row),
    watermark    timestamptz,                                      -- what was booked until then is in the facts
    refreshed_at timestamptz,
    failed_at    timestamptz,                                      -- null once it has succeeded again
    failure      text
);
insert into warehouse.refresh default values;

alter table master.supplier no force row level security;
alter table master.facility no force row level security;
alter table master.device no force row level security;
insert into warehouse.dim_supplier
select tenant_id, id, name, country, naics, parent_id, true, '0001-01-01 00:00:00+00', '9999-12-31 00:00:00+00' from master.supplier;
insert into warehouse.dim_facility
select tenant_id, id, name, country, subdivision, supplier_id, true, '0001-01-01 00:00:00+00', '9999-12-31 00:00:00+00' from master.facility;
insert into warehouse.dim_source
select tenant_id, id, family, facility_id, supplier_id, country, measures, true, '0001-01-01 00:00:00+00', '9999-12-31 00:00:00+00' from master.device;
alter table master.supplier force row level security;
alter table master.facility force row level security;
alter table master.device force row level security;

do $$
declare
    table_name text;
begin
    foreach table_name in array array['fact_emission_day', 'dim_supplier', 'dim_facility', 'dim_source', 'dim_factor'] loop
        execute format('create policy tenant_only on warehouse.%I for select using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
    end loop;
    -- These hold nothing of any tenant.
    foreach table_name in array array['dim_date', 'dim_category', 'dim_method', 'progress', 'refresh'] loop
        execute format('create policy everyone on warehouse.%I for select using (true)', table_name);
    end loop;
    for table_name in select tablename from pg_tables where schemaname = 'warehouse' loop
        execute format('alter table warehouse.%I enable row level security', table_name);
        execute format('alter table warehouse.%I force row level security', table_name);
        execute format('create policy derived on warehouse.%I to carbonflow_warehouse using (true) with check (true)', table_name);
        execute format('grant select on warehouse.%I to carbonflow_query', table_name);
        execute format('grant select, insert, update, delete on warehouse.%I to carbonflow_warehouse', table_name);
    end loop;
end
$$;
grant usage on schema warehouse to carbonflow_query, carbonflow_warehouse;

-- The smallest id an entry booked at that time can have: ids are UUIDv7.
create function warehouse.id_at(moment timestamptz) returns uuid
    language sql immutable
    as $$ select rpad(lpad(to_hex(floor(extract(epoch from moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid $$;

-- The statement that makes facts of entries: the one definition of what a fact is. The source names them e.
create function warehouse.fact_query(source text) returns text
    language sql immutable
    as $$ select format($f$
    select tenant_id, day,
           sha256(convert_to(row(supplier_id, facility_id, product_id, country, scope, category, activity, kind, source_id, channel,
               part, method, data_quality, gwp_set, factor_id, factor_edition, unit, official)::text, 'UTF8')) as fact_key,
           supplier_id, facility_id, product_id, country, scope, category, activity, kind, source_id, channel, part, method,
           data_quality, gwp_set, factor_id, factor_edition, unit, official, kg_co2e, kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6,
           kg_co2e_low, kg_co2e_high, kg_co2, kg_ch4, kg_n2o, kg_biogenic_co2, kg_co2e_scored, score_kg_co2e, quantity, entries,
           reversals, adjustments, moved, last_booked_at
      from (select e.tenant_id, (coalesce(e.accounted_at, e.occurred_at) at time zone 'UTC')::date as day,
                   coalesce(e.supplier_id, '') as supplier_id, coalesce(e.facility_id, '') as facility_id,
                   coalesce(e.product_id, '') as product_id, coalesce(e.country, '') as country, e.scope,
                   coalesce(e.category, 0)::smallint as category, e.activity, e.kind, e.source_id, e.channel, e.part, e.method,
                   e.data_quality, e.gwp_set, e.factor_id, e.factor_edition, e.unit, e.official,
                   sum(e.kg_co2e)::numeric(38, 6) as kg_co2e, sum(e.kg_co2e_ar4)::numeric(38, 6) as kg_co2e_ar4,
                   sum(e.kg_co2e_ar5)::numeric(38, 6) as kg_co2e_ar5, sum(e.kg_co2e_ar6)::numeric(38, 6) as kg_co2e_ar6,
                   sum(coalesce(e.kg_co2e_low, e.kg_co2e))::numeric(38, 6) as kg_co2e_low,
                   sum(coalesce(e.kg_co2e_high, e.kg_co2e))::numeric(38, 6) as kg_co2e_high,
                   coalesce(sum(e.kg_co2), 0)::numeric(38, 6) as kg_co2, coalesce(sum(e.kg_ch4), 0)::numeric(38, 6) as kg_ch4,
                   coalesce(sum(e.kg_n2o), 0)::numeric(38, 6) as kg_n2o,
                   coalesce(sum(e.kg_biogenic_co2), 0)::numeric(38, 6) as kg_biogenic_co2,
                   coalesce(sum(e.kg_co2e) filter (where e.quality_score is not null), 0)::numeric(38, 6) as kg_co2e_scored,
                   coalesce(sum(e.kg_co2e * e.quality_score), 0)::numeric(38, 7) as score_kg_co2e,
                   trim_scale(sum(e.quantity)) as quantity, count(*) as entries,
                   count(*) filter (where e.entry_type = 'reversal') as reversals,
                   count(*) filter (where e.entry_type = 'adjustment') as adjustments,
                   count(e.accounted_at) as moved, max(e.booked_at) as last_booked_at
              from %s
             group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20) summed
    $f$, source) $$;

-- The facts of some UTC days as the entries booked up to a time add up to them, for whoever may see these.
create function warehouse.facts_of_entries(of_tenant text, starts timestamptz, ends timestamptz, known_on timestamptz)
    returns setof warehouse.fact_emission_day
    language plpgsql stable
    as $$
begin
    return query execute warehouse.fact_query($q$ledger.entry e
        where e.tenant_id = $1 and e.booked_at <= $4
          and (e.accounted_at is null and e.occurred_at >= $2 and e.occurred_at < $3 or e.accounted_at >= $2 and e.accounted_at < $3)$q$)
        using of_tenant, starts, ends, known_on;
end
$$;

-- The factor of a receipt; an empty object where the text is none.
create function warehouse.factor_of(receipt text) returns jsonb
    language plpgsql immutable
    as $$
begin
    return coalesce(receipt::jsonb -> 'factor', '{}');
exception when data_exception then
    return '{}';
end
$$;

-- Takes the next blocks into the facts, those booked first, as many as hold entries_max entries, one block at the least. Takes
-- none that may still be followed by an earlier one: what is under way is waited for. One caller at a time; is_busy says that
-- there is another. is_done: nothing that was settled is left.
create function warehouse.refresh_step(entries_max int, out is_busy boolean, out is_done boolean, out entries bigint, out facts bigint)
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    blocks_max constant int := 2000;
    settled    timestamptz;
    reached    timestamptz;
    chains     int[];
    afters     bigint[];
    heights    bigint[];
    first_at   timestamptz;
    last_at    timestamptz;
    counted    bigint;
    source     text;
begin
    entries := 0;
    facts := 0;
    is_done := false;
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'each statement must see what was settled before it: the transaction is to be read committed';
    end if;
    is_busy := not pg_try_advisory_xact_lock(1667659624, 1); -- the letters "cfwh"
    if is_busy then
        return;
    end if;
    settled := ledger.settled_until();

    with recursive chain (number) as (
        select min(b.chain) from ledger.block b
        union all
        select (select min(b.chain) from ledger.block b where b.chain > c.number) from chain c where c.number is not null
    ), pending as (
        -- A block counts as booked when everything before it in its chain was, also where a clock was set back.
        select c.number as chain, coalesce(p.height, 0) as after, b.height, b.entries, b.booked_at,
               max(b.booked_at) over (partition by c.number order by b.height) as at
          from chain c
          left join warehouse.progress p on p.chain = c.number
         cross join lateral (select * from ledger.block n where n.chain = c.number and n.height > coalesce(p.height, 0)
                              order by n.height limit blocks_max) b
         where c.number is not null
    ), looked_at as (
        select min(at) as until from (select max(at) as at from pending group by chain having count(*) = blocks_max) longer
    ), ordered as (
        select p.*, sum(p.entries) over (order by p.at, p.chain, p.height) - p.entries as before
          from pending p, looked_at l
         where p.at <= settled and (l.until is null or p.at <= l.until)
    ), picked as (
        select * from ordered where before < greatest(entries_max, 1)
    ), by_chain as (
        select chain, min(after) as after, max(height) as height from picked group by chain
    )
    select (select array_agg(chain order by chain) from by_chain), (select array_agg(after order by chain) from by_chain),
           (select array_agg(height order by chain) from by_chain), (select coalesce(sum(p.entries), 0) from picked p),
           (select min(booked_at) from picked), (select max(booked_at) from picked),
           least(settled, (select l.until from looked_at l) - interval '1 microsecond',
               (select min(at) from ordered where before >= greatest(entries_max, 1)) - interval '1 microsecond'),
           (select l.until is null from looked_at l) and not exists (select from ordered where before >= greatest(entries_max, 1))
      into chains, afters, heights, entries, first_at, last_at, reached, is_done;

    if entries > 0 then
        source := 'unnest($1, $2, $3) as b (chain, after, up_to) join ledger.entry e on e.chain = b.chain and e.height > b.after '
            'and e.height <= b.up_to and e.id >= $4 and e.id < $5';
        execute 'with f as materialized (' || warehouse.fact_query(source) || $q$), put as (
                insert into warehouse.fact_emission_day as t select * from f
                on conflict (tenant_id, day, fact_key) do update set
                    kg_co2e = t.kg_co2e + excluded.kg_co2e, kg_co2e_ar4 = t.kg_co2e_ar4 + excluded.kg_co2e_ar4,
                    kg_co2e_ar5 = t.kg_co2e_ar5 + excluded.kg_co2e_ar5, kg_co2e_ar6 = t.kg_co2e_ar6 + excluded.kg_co2e_ar6,
                    kg_co2e_low = t.kg_co2e_low + excluded.kg_co2e_low, kg_co2e_high = t.kg_co2e_high + excluded.kg_co2e_high,
                    kg_co2 = t.kg_co2 + excluded.kg_co2, kg_ch4 = t.kg_ch4 + excluded.kg_ch4, kg_n2o = t.kg_n2o + excluded.kg_n2o,
                    kg_biogenic_co2 = t.kg_biogenic_co2 + excluded.kg_biogenic_co2,
                    kg_co2e_scored = t.kg_co2e_scored + excluded.kg_co2e_scored,
                    score_kg_co2e = t.score_kg_co2e + excluded.score_kg_co2e,
                    quantity = trim_scale(t.quantity + excluded.quantity), entries = t.entries + excluded.entries,
                    reversals = t.reversals + excluded.reversals, adjustments = t.adjustments + excluded.adjustments,
                    moved = t.moved + excluded.moved, last_booked_at = greatest(t.last_booked_at, excluded.last_booked_at)
            ), suppliers as (
                insert into warehouse.dim_supplier (tenant_id, id, registered, valid_from, valid_to)
                select distinct f.tenant_id, f.supplier_id, false, $6, $7 from f
                 where not exists (select from warehouse.dim_supplier d where d.tenant_id = f.tenant_id and d.id = f.supplier_id)
                on conflict do nothing
            ), facilities as (
                insert into warehouse.dim_facility (tenant_id, id, registered, valid_from, valid_to)
                select distinct f.tenant_id, f.facility_id, false, $6, $7 from f
                 where not exists (select from warehouse.dim_facility d where d.tenant_id = f.tenant_id and d.id = f.facility_id)
                on conflict do nothing
            ), sources as (
                insert into warehouse.dim_source (tenant_id, id, registered, valid_from, valid_to)
                select distinct f.tenant_id, f.source_id, false, $6, $7 from f
                 where not exists (select from warehouse.dim_source d where d.tenant_id = f.tenant_id and d.id = f.source_id)
                on conflict do nothing
            ), dates as (
                insert into warehouse.dim_date
                select d, extract(year from d), extract(quarter from d), extract(month from d), extract(day from d),
                       extract(isoyear from d), extract(week from d), extract(isodow from d)
                  from (select distinct date_trunc('year', day::timestamp) as first from f) y
                 cross join lateral (select generate_series(y.first, y.first + interval '1 year' - interval '1 day', interval '1 day')::date as d) days
                 where not exists (select from warehouse.dim_date x where x.day = y.first::date)
                on conflict do nothing
            ), methods as (
                insert into warehouse.dim_method select distinct method, method from f on conflict do nothing
            )
            select sum(entries), count(*) from f$q$
            into counted, facts
            using chains, afters, heights, warehouse.id_at(first_at - interval '1 second'), warehouse.id_at(last_at + interval '1 second'),
                timestamptz '0001-01-01 00:00:00+00', timestamptz '9999-12-31 00:00:00+00';
        if counted is distinct from entries then
            raise exception 'blocks up to % hold % entries, found %', last_at, entries, coalesce(counted, 0) using errcode = 'data_corrupted',
                hint = 'verify the ledger; no fact was changed';
        end if;
        execute format($q$
            insert into warehouse.dim_factor
            select tenant_id, factor_id, factor_edition, factor ->> 'source', factor ->> 'region', (factor ->> 'year')::int,
                   (factor ->> 'published_value')::numeric, factor ->> 'unit', factor ->> 'per', factor ->> 'published_gwp_set'
              from (select distinct on (e.tenant_id, e.factor_id, e.factor_edition) e.tenant_id, e.factor_id, e.factor_edition,
                           case when e.factor_edition in ('carried', 'composed') then '{}' else warehouse.factor_of(e.receipt) end as factor
                      from %s
                     where not exists (select from warehouse.dim_factor d where d.tenant_id = e.tenant_id
                           and d.factor_id = e.factor_id and d.factor_edition = e.factor_edition)
                     order by e.tenant_id, e.factor_id, e.factor_edition, e.id) fresh
            on conflict do nothing$q$, source)
            using chains, afters, heights, warehouse.id_at(first_at - interval '1 second'), warehouse.id_at(last_at + interval '1 second');
        insert into warehouse.progress as p
        select * from unnest(chains, heights)
        on conflict (chain) do update set height = excluded.height;
    end if;
    update warehouse.refresh
       set watermark = greatest(watermark, reached), refreshed_at = clock_timestamp(), failed_at = null, failure = null;
end
$$;

-- Says that a refresh failed, for everyone to see until one succeeds.
create function warehouse.note_failure(what text) returns void
    language sql volatile security definer
    set search_path = pg_catalog, pg_temp
    as $$ update warehouse.refresh set failed_at = clock_timestamp(), failure = left(what, 500) $$;

-- The first days of the months in which a tenant has entries or facts, each found in an index.
create function warehouse.months_of(of_tenant text) returns setof date
    language sql stable
    as $$
    with recursive occurred as (
        select min(occurred_at) as at from ledger.entry where tenant_id = of_tenant and accounted_at is null
        union all
        select (select min(e.occurred_at) from ledger.entry e where e.tenant_id = of_tenant and e.accounted_at is null
            and e.occurred_at >= (date_trunc('month', o.at at time zone 'UTC') + interval '1 month') at time zone 'UTC')
          from occurred o where o.at is not null
    ), accounted as (
        select min(accounted_at) as at from ledger.entry where tenant_id = of_tenant and accounted_at is not null
        union all
        select (select min(e.accounted_at) from ledger.entry e where e.tenant_id = of_tenant
            and e.accounted_at >= (date_trunc('month', a.at at time zone 'UTC') + interval '1 month') at time zone 'UTC')
          from accounted a where a.at is not null
    ), summed as (
        select min(day) as at from warehouse.fact_emission_day where tenant_id = of_tenant
        union all
        select (select min(f.day) from warehouse.fact_emission_day f where f.tenant_id = of_tenant
            and f.day >= date_trunc('month', s.at::timestamp) + interval '1 month')
          from summed s where s.at is not null
    )
    select distinct date_trunc('month', at)::date
      from (select at at time zone 'UTC' as at from occurred union all select at at time zone 'UTC' from accounted
            union all select at::timestamp from summed) every
     where at is not null order by 1
    $$;

-- Makes the facts of a tenant and some days anew where they are not what the entries add up to, of the blocks that were taken
-- in. No refresh runs meanwhile. Brings how many facts there are now, and how many rows were wrong or missing.
create function warehouse.rebuild(of_tenant text, first_day date, end_day date, out facts bigint, out changed bigint)
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    derived text := warehouse.fact_query($q$ledger.entry e join warehouse.progress p on p.chain = e.chain and e.height <= p.height
        where e.tenant_id = $1
          and (e.accounted_at is null and e.occurred_at >= $2 and e.occurred_at < $3 or e.accounted_at >= $2 and e.accounted_at < $3)$q$);
    starts  timestamptz := first_day::timestamp at time zone 'UTC';
    ends    timestamptz := end_day::timestamp at time zone 'UTC';
begin
    if not of_tenant = any (public.visible_tenants()) then
        raise exception 'the facts of tenant % are not the caller''s to make', of_tenant using errcode = 'insufficient_privilege';
    end if;
    perform pg_advisory_xact_lock(1667659624, 1); -- as refresh_step
    execute 'with derived as materialized (' || derived || $q$), present as (
            select * from warehouse.fact_emission_day where tenant_id = $1 and day >= $4 and day < $5
        )
        select (select count(*) from derived),
               (select count(*) from (select * from present except select * from derived) gone)
                   + (select count(*) from (select * from derived except select * from present) come)$q$
        into facts, changed using of_tenant, starts, ends, first_day, end_day;
    if changed > 0 then
        delete from warehouse.fact_emission_day where tenant_id = of_tenant and day >= first_day and day < end_day;
        execute 'insert into warehouse.fact_emission_day ' || derived using of_tenant, starts, ends;
    end if;
end
$$;

-- Keeps each state of an item of master data, in the transaction that changes it. The argument names the dimension, whose columns
-- are called as those of the item.
create function warehouse.note_change() returns trigger
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    beginning constant timestamptz := '0001-01-01 00:00:00+00';
    forever   constant timestamptz := '9999-12-31 00:00:00+00';
    dimension constant regclass := tg_argv[0]::regclass;
    item      jsonb;
    since     timestamptz;
    is_known  boolean;
    moment    timestamptz;
    added     int := 0;
begin
    if tg_op = 'DELETE' then
        item := jsonb_build_object('tenant_id', old.tenant_id, 'id', old.id);
    elsif tg_op = 'UPDATE' and to_jsonb(new) - 'updated_at' = to_jsonb(old) - 'updated_at' then
        return null;
    else
        item := to_jsonb(new);
    end if;
    -- Again where a refresh has just added the item because an entry names it.
    while added = 0 loop
        execute format('select valid_from, registered from %s where tenant_id = $1 and id = $2 and valid_to = $3 for update', dimension)
            into since, is_known using item ->> 'tenant_id', item ->> 'id', forever;
        if since is null then
            moment := beginning;
        elsif since = beginning and not is_known then
            moment := beginning;
            execute format('delete from %s where tenant_id = $1 and id = $2 and valid_from = $3', dimension)
                using item ->> 'tenant_id', item ->> 'id', since;
        else
            moment := greatest(clock_timestamp(), since + interval '1 microsecond');
            execute format('update %s set valid_to = $4 where tenant_id = $1 and id = $2 and valid_from = $3', dimension)
                using item ->> 'tenant_id', item ->> 'id', since, moment;
        end if;
        execute format('insert into %1$s select (jsonb_populate_record(null::%1$s, $1)).* on conflict do nothing', dimension)
            using item || jsonb_build_object('registered', tg_op <> 'DELETE', 'valid_from', moment, 'valid_to', forever);
        get diagnostics added = row_count;
    end loop;
    return null;
end
$$;

grant create on schema warehouse to carbonflow_warehouse;
alter function warehouse.refresh_step(int) owner to carbonflow_warehouse;
alter function warehouse.note_failure(text) owner to carbonflow_warehouse;
alter function warehouse.rebuild(text, date, date) owner to carbonflow_warehouse;
alter function warehouse.note_change() owner to carbonflow_warehouse;
revoke create on schema warehouse from carbonflow_warehouse;
revoke all on all functions in schema warehouse from public;
grant execute on function warehouse.id_at(timestamptz), warehouse.fact_query(text), warehouse.factor_of(text)
    to carbonflow_warehouse;
grant execute on function warehouse.fact_query(text), warehouse.facts_of_entries(text, timestamptz, timestamptz, timestamptz),
    warehouse.months_of(text), warehouse.refresh_step(int), warehouse.note_failure(text), warehouse.rebuild(text, date, date)
    to carbonflow_query;

create trigger kept_with_history after insert or update or delete on master.supplier
    for each row execute function warehouse.note_change('warehouse.dim_supplier');
create trigger kept_with_history after insert or update or delete on master.facility
    for each row execute function warehouse.note_change('warehouse.dim_facility');
create trigger kept_with_history after insert or update or delete on master.device
    for each row execute function warehouse.note_change('warehouse.dim_source');
