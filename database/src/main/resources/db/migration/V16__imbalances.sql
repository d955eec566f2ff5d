-- Minutes of receipt that did not add up once everything on the way had passed: a row when it is found, one each time what
-- is found changes, and one when the minute adds up again. None ever changes.
create table ledger.imbalance (
    tenant_id   text        not null,
    id          uuid        not null,                              -- of one minute, from when it was found until it added up
    number      int         not null check (number > 0),
    minute      timestamptz not null,                              -- of receipt
    state       text        not null check (state in ('open', 'closed')),
    at          timestamptz not null,
    difference  bigint      not null,                              -- received less settled; 0 where it is closed
    cause       text        not null check (cause in ('loss', 'counts', 'removed')),
    missing     bigint      not null,                              -- how many records are concerned, listed or not
    is_complete boolean     not null,                              -- whether every record of the minute was looked at
    records     jsonb       not null,                              -- [{"topic","partition","offset",...}], the first of them
    removed     jsonb       not null,                              -- [{"topic","partition","first_offset"}] the topics begin with
    primary key (tenant_id, id, number),
    check ((state = 'closed') = (difference = 0))
);
create index imbalance_by_minute on ledger.imbalance (tenant_id, minute);
create index imbalance_by_time on ledger.imbalance (tenant_id, at desc, id desc) where number = 1;
create unique index imbalance_closed on ledger.imbalance (tenant_id, id) where state = 'closed';

create trigger append_only before update or delete or truncate on ledger.imbalance
    for each statement execute function public.refuse_change();
alter table ledger.imbalance enable always trigger append_only;
alter table ledger.imbalance enable row level security;
alter table ledger.imbalance force row level security;
create policy tenant_only on ledger.imbalance using (tenant_id = any ((select public.visible_tenants())::text[]));
create policy every_tenant on ledger.imbalance for select to carbonflow_verifier using (true);

-- Which process looks at present, and when one last came to the end. One row.
create table ledger.conservation_sweep (
    one          boolean     not null primary key default true check (one),
    holder       text        not null,
    leased_until timestamptz not null,
    finished_at  timestamptz
);
insert into ledger.conservation_sweep (holder, leased_until) values ('', '-infinity');

-- A sweep looks at the newest minutes of all tenants; without this it would read every minute there ever was.
create index tally_by_minute on ledger.tally (minute);

grant select, insert on ledger.imbalance to carbonflow_ledger;
grant select on ledger.imbalance to carbonflow_verifier, carbonflow_query;
grant select, update on ledger.conservation_sweep to carbonflow_ledger;
