-- An event has results for its parts (its own emissions, the supply of its fuel, ...) and its elements (shares, legs). Each
-- names the methodology it was worked out by and how good it is. The defaults are what every earlier entry was.
alter table ledger.entry
    add column part                text          not null default 'activity',
    add column element             text,                                      -- null for the whole activity
    add column methodology_id      text          not null default 'default',
    add column methodology_version int           not null default 1 check (methodology_version >= 1),
    add column quality_score       numeric(2, 1) check (quality_score between 1.0 and 5.0), -- 1.0 is best
    add column pcaf                smallint      check (pcaf between 1 and 5);  -- 1 is best

-- Not refused for good: counted as in review. Looked up by event when that is booked after all.
alter table ledger.dead_letter add column held boolean not null default false;
create index dead_letter_held on ledger.dead_letter (tenant_id, event_id) where held;

-- The rollups are built anew from the entries, by part and by factor: the ranges of figures that rest on one factor add
-- up, those of different factors do not (docs/reference/inventory.md). What the entries cannot tell, whether a window was
-- revised, is taken over from the row each entry was summed up in.
alter table ledger.entry no force row level security;
alter table ledger.rollup no force row level security;

create temporary table former_rollup on commit drop as table ledger.rollup;
truncate ledger.rollup;
alter table ledger.rollup
    drop constraint rollup_pkey,
    add column part            text           not null,
    add column factor_id       text           not null,
    add column kg_co2e_low     numeric(38, 6) not null,   -- an entry without a range counts with its mass
    add column kg_co2e_high    numeric(38, 6) not null,
    add column kg_co2e_scored  numeric(38, 6) not null,   -- of the entries that have a quality score
    add column score_kg_co2e   numeric(38, 7) not null,   -- the sum of score times mass
    add primary key (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category, part, method,
                     data_quality, gwp_set, factor_id, official, chain);

create temporary table entry_key on commit drop as
select e.tenant_id, s.size, date_bin(s.length, e.occurred_at, timestamptz '0001-01-01 00:00:00+00') as window_start,
       coalesce(e.supplier_id, '') as supplier_id, coalesce(e.facility_id, '') as facility_id,
       coalesce(e.country, '') as country, e.scope, coalesce(e.category, 0)::smallint as category, e.part, e.method,
       e.data_quality, e.gwp_set, e.factor_id, e.official, e.chain,
       sum(e.kg_co2e) as kg_co2e, sum(e.kg_co2e_ar4) as kg_co2e_ar4, sum(e.kg_co2e_ar5) as kg_co2e_ar5,
       sum(e.kg_co2e_ar6) as kg_co2e_ar6, count(*) as entries, max(e.occurred_at) as last_occurred_at,
       max(e.booked_at) as last_booked_at, sum(coalesce(e.kg_co2e_low, e.kg_co2e)) as kg_co2e_low,
       sum(coalesce(e.kg_co2e_high, e.kg_co2e)) as kg_co2e_high
  from ledger.entry e
 cross join (values ('5m', interval '5 minutes'), ('1h', interval '1 hour'), ('24h', interval '24 hours')) as s(size, length)
 group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15;

insert into ledger.rollup (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category, part, method,
    data_quality, gwp_set, factor_id, official, chain, kg_co2e, kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, entries, revised,
    last_occurred_at, last_booked_at, kg_co2e_low, kg_co2e_high, kg_co2e_scored, score_kg_co2e)
select k.tenant_id, k.size, k.window_start, k.supplier_id, k.facility_id, k.country, k.scope, k.category, k.part, k.method,
       k.data_quality, k.gwp_set, k.factor_id, k.official, k.chain, k.kg_co2e, k.kg_co2e_ar4, k.kg_co2e_ar5, k.kg_co2e_ar6,
       k.entries, coalesce(f.revised, false), k.last_occurred_at, k.last_booked_at, k.kg_co2e_low, k.kg_co2e_high, 0, 0
  from entry_key k
  left join former_rollup f using (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category,
                                   method, data_quality, gwp_set, official, chain);

-- The inventory is the same to the last digit, or nothing is changed.
do $$
begin
    if exists (
        select from (select tenant_id, size, window_start, official, sum(kg_co2e) as kg, sum(kg_co2e_ar4) as ar4,
                            sum(kg_co2e_ar5) as ar5, sum(kg_co2e_ar6) as ar6, sum(entries) as entries
                       from former_rollup group by 1, 2, 3, 4) f
        full join (select tenant_id, size, window_start, official, sum(kg_co2e) as kg, sum(kg_co2e_ar4) as ar4,
                          sum(kg_co2e_ar5) as ar5, sum(kg_co2e_ar6) as ar6, sum(entries) as entries
                     from ledger.rollup group by 1, 2, 3, 4) n
            using (tenant_id, size, window_start, official)
        where (f.kg, f.ar4, f.ar5, f.ar6, f.entries) is distinct from (n.kg, n.ar4, n.ar5, n.ar6, n.entries)
    ) then
        raise exception 'the sums of ledger.rollup are not those of ledger.entry; verify the ledger before it is migrated';
    end if;
end
$$;

alter table ledger.entry force row level security;
alter table ledger.rollup force row level security;
