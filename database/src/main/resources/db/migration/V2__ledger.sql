-- The identity of every event ever booked: the idempotence key. Apart from the entries, so that these may be
-- partitioned by time (a partitioned table can hold no unique key without its time column).
create table ledger.event (
    tenant_id      text        not null,
    event_id       text        not null,
    content_hash   bytea       not null check (octet_length(content_hash) = 32),
    raw_topic      text        not null,
    raw_partition  int         not null,
    raw_offset     bigint      not null,
    received_at    timestamptz not null,
    booked_at      timestamptz not null,
    primary key (tenant_id, event_id)
);

-- One row per result of an event: what the inventory sums. Never updated, never deleted.
create table ledger.entry (
    id              uuid           not null,                       -- UUIDv7: ordered by the time of booking
    tenant_id       text           not null,
    event_id        text           not null,
    result_key      text           not null,
    entry_type      text           not null check (entry_type in ('booked', 'reversal', 'adjustment')),
    official        boolean        not null,
    scope           smallint       not null check (scope between 1 and 3),
    category        smallint       check (category between 1 and 15),
    kg_co2e         numeric(38, 6) not null,
    kg_co2e_ar4     numeric(38, 6) not null,
    kg_co2e_ar5     numeric(38, 6) not null,
    kg_co2e_ar6     numeric(38, 6) not null,
    kg_co2          numeric(38, 6),
    kg_ch4          numeric(38, 6),
    kg_n2o          numeric(38, 6),
    kg_biogenic_co2 numeric(38, 6),
    kg_co2e_low     numeric(38, 6),
    kg_co2e_high    numeric(38, 6),
    gwp_set         text           not null,
    method          text           not null,
    data_quality    text           not null,
    kind            text           not null,
    activity        text           not null,
    quantity        numeric        not null,
    unit            text           not null,
    source_id       text           not null,
    facility_id     text,
    supplier_id     text,
    product_id      text,
    country         text,
    subdivision     text,
    channel         text           not null,
    occurred_at     timestamptz    not null,
    period_start    timestamptz,
    period_end      timestamptz,
    received_at     timestamptz    not null,
    calculated_at   timestamptz    not null,
    booked_at       timestamptz    not null,
    factor_id       text           not null,
    factor_edition  text           not null,
    notices         text[]         not null default '{}',
    receipt         text           not null,                       -- canonical JSON; its bytes are part of the leaf
    payload_sha256  bytea          not null check (octet_length(payload_sha256) = 32),
    correlation_id  text           not null,
    chain           int            not null,
    height          bigint         not null,
    leaf_index      int            not null,
    leaf_hash       bytea          not null check (octet_length(leaf_hash) = 32),
    primary key (tenant_id, id),
    check ((scope = 3) = (category is not null))
);
create index entry_by_event on ledger.entry (tenant_id, event_id);
create index entry_by_time on ledger.entry (tenant_id, occurred_at);
create index entry_by_supplier on ledger.entry (tenant_id, supplier_id, occurred_at) where supplier_id is not null;
create index entry_by_block on ledger.entry (chain, height, leaf_index);

-- One block per consumed batch and partition: head = SHA-256 over the previous head and what the block holds.
create table ledger.block (
    chain         int         not null,
    height        bigint      not null check (height > 0),
    previous_head bytea       not null check (octet_length(previous_head) = 32),
    merkle_root   bytea       not null check (octet_length(merkle_root) = 32),
    head          bytea       not null check (octet_length(head) = 32),
    entries       int         not null check (entries > 0),
    booked_at     timestamptz not null,
    primary key (chain, height)
);

-- The same event arriving again from other coordinates: received, recognised, not booked.
create table ledger.duplicate (
    raw_topic     text        not null,
    raw_partition int         not null,
    raw_offset    bigint      not null,
    received_at   timestamptz not null,
    tenant_id     text        not null,
    event_id      text        not null,
    primary key (raw_topic, raw_partition, raw_offset, received_at)
);

create table ledger.dead_letter (
    id             text        not null,
    tenant_id      text        not null,
    event_id       text,
    stage          text        not null,
    source         text        not null,
    channel        text        not null,
    received_at    timestamptz not null,
    rejected_at    timestamptz not null,
    reasons        jsonb       not null,                           -- [{"code","field","detail"}]
    content_type   text        not null,
    payload        bytea       not null,
    correlation_id text        not null,
    raw_topic      text,
    raw_partition  int,
    raw_offset     bigint,
    primary key (tenant_id, id)
);
-- A raw record is refused once, however often the refusal is delivered.
create unique index dead_letter_by_raw_record on ledger.dead_letter (raw_topic, raw_partition, raw_offset, received_at)
    where raw_topic is not null;
create index dead_letter_by_time on ledger.dead_letter (tenant_id, received_at desc, id);

-- Derived from the entries in the transaction that books them; can be rebuilt from them at any time. The chain is part
-- of the key so that two partitions never wait for one another's rows; readers add the chains up. '' stands for "none".
create table ledger.rollup (
    tenant_id        text           not null,
    size             text           not null check (size in ('5m', '1h', '24h')),
    window_start     timestamptz    not null,
    supplier_id      text           not null,
    facility_id      text           not null,
    country          text           not null,
    scope            smallint       not null,
    category         smallint       not null,                      -- 0 for scopes 1 and 2
    method           text           not null,
    data_quality     text           not null,
    gwp_set          text           not null,
    official         boolean        not null,
    chain            int            not null,
    kg_co2e          numeric(38, 6) not null,
    kg_co2e_ar4      numeric(38, 6) not null,
    kg_co2e_ar5      numeric(38, 6) not null,
    kg_co2e_ar6      numeric(38, 6) not null,
    entries          bigint         not null,
    revised          boolean        not null,                      -- changed after the window had ended and held entries
    last_occurred_at timestamptz    not null,
    last_booked_at   timestamptz    not null,
    primary key (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category, method, data_quality,
                 gwp_set, official, chain)
) with (fillfactor = 70);                                          -- room for an updated row beside its old version

-- Conservation: what was counted, per minute of receipt. shard keeps concurrent writers apart; readers add up.
create table ledger.tally (
    tenant_id text        not null,
    minute    timestamptz not null,
    measure   text        not null check (measure in ('received', 'booked', 'duplicates', 'rejected', 'in_review', 'context')),
    shard     text        not null,
    events    bigint      not null,
    primary key (tenant_id, minute, measure, shard)
) with (fillfactor = 70);

-- Up to where the receipts of a topic partition are counted; topic_id tells a topic from a later one of the same name.
create table ledger.counted_offset (
    topic       text   not null,
    topic_id    text   not null,
    partition   int    not null,
    next_offset bigint not null,
    primary key (topic, topic_id, partition)
);

-- Recomputations of the hash chain: one row when one is asked for, one when it has ended.
create table ledger.verification (
    id               uuid        not null,
    tenant_id        text        not null,                         -- who asked; the chain itself spans the tenants
    state            text        not null check (state in ('pending', 'verified', 'failed')),
    at               timestamptz not null,
    entries          bigint,
    blocks           bigint,
    heads            jsonb,                                        -- [{"chain","height","head"}] as recomputed
    bad_entry        text,
    bad_chain        int,
    bad_height       bigint,
    detail           text,
    primary key (tenant_id, id, state),
    check ((state = 'failed') = (detail is not null))
);

-- The triggers fire whether or not a row is hit, for every role, and in a session that only replays changes ("always").
do $$
declare
    table_name text;
begin
    foreach table_name in array array['event', 'entry', 'block', 'duplicate', 'dead_letter', 'verification'] loop
        execute format('create trigger append_only before update or delete or truncate on ledger.%I for each statement execute function public.refuse_change()', table_name);
        execute format('alter table ledger.%I enable always trigger append_only', table_name);
    end loop;
    foreach table_name in array array['event', 'entry', 'duplicate', 'dead_letter', 'rollup', 'tally', 'verification'] loop
        execute format('alter table ledger.%I enable row level security', table_name);
        execute format('alter table ledger.%I force row level security', table_name);
        execute format('create policy tenant_only on ledger.%I using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
    end loop;
    foreach table_name in array array['entry', 'tally'] loop
        execute format('create policy every_tenant on ledger.%I for select to carbonflow_verifier using (true)', table_name);
    end loop;
end
$$;

grant usage on schema ledger to carbonflow_ledger, carbonflow_query, carbonflow_gateway, carbonflow_verifier;
grant select, insert on ledger.event, ledger.entry, ledger.block, ledger.duplicate, ledger.dead_letter, ledger.verification to carbonflow_ledger;
grant select, insert, update on ledger.rollup, ledger.tally, ledger.counted_offset to carbonflow_ledger;
grant select on ledger.entry, ledger.block, ledger.rollup, ledger.tally to carbonflow_query;
grant select on ledger.dead_letter to carbonflow_gateway;
grant select on ledger.entry, ledger.block, ledger.tally to carbonflow_verifier;
