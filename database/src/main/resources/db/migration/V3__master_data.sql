create table master.supplier (
    tenant_id  text        not null,
    id         text        not null,
    name       text,
    country    text        check (country ~ '^[A-Z]{2}$'),
    naics      text        check (naics ~ '^[0-9]{6}$'),
    parent_id  text,
    updated_at timestamptz not null,
    primary key (tenant_id, id)
);

create table master.facility (
    tenant_id   text        not null,
    id          text        not null,
    name        text,
    country     text        check (country ~ '^[A-Z]{2}$'),
    subdivision text,
    supplier_id text,
    updated_at  timestamptz not null,
    primary key (tenant_id, id)
);

create table master.device (
    tenant_id       text        not null,
    id              text        not null,
    family          text,
    facility_id     text,
    supplier_id     text,
    country         text        check (country ~ '^[A-Z]{2}$'),
    subdivision     text,
    time_zone       text,
    cadence_seconds int         check (cadence_seconds > 0),
    measures        text        not null check (measures in ('counter', 'interval', 'power')),
    updated_at      timestamptz not null,
    primary key (tenant_id, id)
);

-- Written with the master data in one transaction, sent to its topic by a relay, deleted when the broker has it: a
-- change is announced exactly when it is durable, and at least once.
create table master.outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    record_key text        not null,
    tenant_id  text        not null,
    value      bytea,                                               -- in the wire format; null removes the key
    created_at timestamptz not null
);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['supplier', 'facility', 'device'] loop
        execute format('alter table master.%I enable row level security', table_name);
        execute format('alter table master.%I force row level security', table_name);
        execute format('create policy tenant_only on master.%I using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
    end loop;
end
$$;

grant usage on schema master to carbonflow_query;
grant select, insert, update, delete on master.supplier, master.facility, master.device to carbonflow_query;
grant select, insert, delete on master.outbox to carbonflow_query;
