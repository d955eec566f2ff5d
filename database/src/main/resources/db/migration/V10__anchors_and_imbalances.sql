-- Signed heads made known outside: every step of every head with every anchor, none ever changed. The newest step of a head
-- and an anchor is how it stands.
create table ledger.anchor_step (
    head_number bigint      not null,
    anchor      text        not null,                              -- its name in the configuration
    step        int         not null check (step > 0),
    state       text        not null check (state in ('pending', 'submitted', 'verified', 'failed')),
    head_hash   bytea       not null check (octet_length(head_hash) = 32), -- what was anchored, whatever the head says later
    at          timestamptz not null,
    evidence    jsonb,                                             -- what the anchor gave; null before it was asked
    detail      text,
    primary key (head_number, anchor, step),
    check (state not in ('submitted', 'verified') or evidence is not null),
    check (state <> 'failed' or detail is not null)
);
create index anchor_step_by_anchor on ledger.anchor_step (anchor, head_number desc, step desc);

-- When evidence was last read back; says nothing about the outcome.
create table ledger.anchor_check (
    head_number bigint      not null,
    anchor      text        not null,
    checked_at  timestamptz not null,
    primary key (head_number, anchor)
);

-- Which process works for an anchor: one at a time, because a transaction of a chain has a number that is used once.
create table ledger.anchor_lease (
    anchor text        not null primary key,
    holder uuid        not null,
    until  timestamptz not null
);

-- Minutes of receipt that do not add up although nothing of them is on its way, and when they did again.
create table ledger.imbalance (
    tenant_id  text        not null,
    minute     timestamptz not null,
    step       int         not null check (step > 0),
    state      text        not null check (state in ('raised', 'cleared')),
    at         timestamptz not null,
    difference bigint      not null,
    evidence   jsonb       not null,                               -- the raw records without an outcome, or with two
    primary key (tenant_id, minute, step)
);

-- Raw records that were counted one by one, ahead of the offset up to which all are.
create table ledger.counted_ahead (
    topic     text   not null,
    topic_id  text   not null,
    partition int    not null,
    "offset"  bigint not null,
    primary key (topic, topic_id, partition, "offset")
);

create index tally_by_minute on ledger.tally (minute);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['anchor_step', 'imbalance'] loop
        execute format('create trigger append_only before update or delete or truncate on ledger.%I for each statement execute function public.refuse_change()', table_name);
        execute format('alter table ledger.%I enable always trigger append_only', table_name);
    end loop;
end
$$;
alter table ledger.imbalance enable row level security;
alter table ledger.imbalance force row level security;
create policy tenant_only on ledger.imbalance using (tenant_id = any ((select public.visible_tenants())::text[]));
create policy every_tenant on ledger.imbalance for select to carbonflow_verifier using (true);

grant select, insert on ledger.anchor_step, ledger.imbalance to carbonflow_ledger;
grant select, insert, update on ledger.anchor_check, ledger.anchor_lease to carbonflow_ledger;
grant select, insert, delete on ledger.counted_ahead to carbonflow_ledger;
grant select on ledger.imbalance to carbonflow_verifier;
grant select on ledger.anchor_step, ledger.anchor_check to carbonflow_query;
