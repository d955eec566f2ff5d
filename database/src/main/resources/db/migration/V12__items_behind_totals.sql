-- Items that were booked, by day of receipt: beside ledger.sampled_out they say what share of what came a total covers.
create table ledger.covered (
    tenant_id   text   not null,
    day         date   not null,                                   -- of receipt, UTC
    supplier_id text   not null,                                   -- '' for none
    shard       text   not null,
    events      bigint not null,
    primary key (tenant_id, day, supplier_id, shard)
) with (fillfactor = 70);
alter table ledger.covered enable row level security;
alter table ledger.covered force row level security;
create policy tenant_only on ledger.covered using (tenant_id = any ((select public.visible_tenants())::text[]));
grant select, insert, update on ledger.covered to carbonflow_ledger;
grant select on ledger.covered to carbonflow_query;

-- An event is one item, however many entries it has, and however often it was corrected.
insert into ledger.covered (tenant_id, day, supplier_id, shard, events)
select tenant_id, day, supplier_id, 'until-V12', count(*)
from (select distinct on (tenant_id, event_id) tenant_id, (received_at at time zone 'UTC')::date as day,
             coalesce(supplier_id, '') as supplier_id
      from ledger.entry
      order by tenant_id, event_id, id) as first_entry
group by 1, 2, 3;
