-- Recalculations: what was asked for, what it would change event by event, and what was booked of it. Reconciliations: the
-- same recomputation compared with what is booked.

-- The recalculation because of which an entry was booked. Null: none.
alter table ledger.entry
    add column recalculation_id uuid,
    add constraint entry_adjustment_check check (entry_type <> 'adjustment' or recalculation_id is not null) not valid;
create index entry_by_recalculation on ledger.entry (tenant_id, recalculation_id, id) where recalculation_id is not null;

create table ledger.recalculation (
    tenant_id           text        not null,
    id                  uuid        not null,
    starts_at           timestamptz not null,
    ends_at             timestamptz not null,
    supplier_id         text,
    facility_id         text,
    source_id           text,
    scope               smallint    check (scope between 1 and 3),
    category            smallint    check (category between 1 and 15),
    activity            text,
    edition             text,                                       -- null: the tenant's own choice
    methodology_id      text,
    methodology_version int,
    reason              text        not null check (reason <> ''),
    at                  timestamptz not null,
    primary key (tenant_id, id),
    check (starts_at < ends_at)
);

create table ledger.reconciliation (
    tenant_id text        not null,
    id        uuid        not null,
    starts_at timestamptz not null,
    ends_at   timestamptz not null,
    known_on  timestamptz not null,                                 -- entries booked later are left out
    at        timestamptz not null,
    primary key (tenant_id, id),
    check (starts_at < ends_at)
);

-- Work that goes on page by page, whichever process does it and however often one ends. A row is changed only by who holds
-- its lease, or by a request; what changes beside it, in the same transaction, is therefore written once.
create table ledger.job (
    tenant_id    text        not null,
    id           uuid        not null,
    kind         text        not null check (kind in ('recalculation', 'reconciliation')),
    state        text        not null check (state in ('previewing', 'previewed', 'booking', 'booked', 'cancelled', 'reconciling', 'reconciled', 'failed')),
    asked_at     timestamptz not null,
    cursor_at    timestamptz,                                       -- the page after this comes next
    cursor_key   text        collate "C",
    progress     jsonb       not null,
    waits_for    text,                                              -- why it does not come on at present
    lease        uuid,
    leased_until timestamptz not null default '-infinity',
    stepped_at   timestamptz not null default '-infinity',
    primary key (tenant_id, id)
);
create index job_under_way on ledger.job (leased_until) where state in ('previewing', 'booking', 'reconciling');
create index job_by_time on ledger.job (tenant_id, kind, asked_at desc, id);

-- The states a job went through, and who had it do so.
create table ledger.job_event (
    tenant_id text        not null,
    job_id    uuid        not null,
    number    int         not null check (number > 0),
    state     text        not null,
    at        timestamptz not null,
    by_role   text,                                                 -- null: the ledger itself
    by_key    text,
    detail    text,
    primary key (tenant_id, job_id, number)
);

-- An event that a recalculation changes, or that it cannot work out.
create table ledger.recalculation_item (
    tenant_id        text        not null,
    recalculation_id uuid        not null,
    event_id         text        collate "C" not null,
    standing         uuid[]      not null,                          -- the entries that stood, sorted
    chain            int         not null,
    calculated_at    timestamptz not null,
    outcome          bytea,                                         -- Recalculated of the contracts, Avro's single-object encoding
    reasons          jsonb,                                         -- [{"code","field","detail"}] where there are no results
    primary key (tenant_id, recalculation_id, event_id),
    check ((outcome is null) = (reasons is not null))
);

create index recalculation_item_by_chain on ledger.recalculation_item (tenant_id, recalculation_id, chain, event_id) where outcome is not null;

-- What such an event loses and gains: a row per result that goes and per result that comes.
create table ledger.recalculation_delta (
    tenant_id        text           not null,
    recalculation_id uuid           not null,
    event_id         text           collate "C" not null,
    result_key       text           not null,
    comes            boolean        not null,
    entry_id         uuid,                                          -- of a result that goes
    official         boolean        not null,
    part             text           not null,
    scope            smallint       not null,
    category         smallint,
    method           text           not null,
    supplier_id      text,
    facility_id      text,
    factor_id        text           not null,
    factor_edition   text           not null,
    kg_co2e          numeric(38, 6) not null,
    primary key (tenant_id, recalculation_id, event_id, result_key, comes),
    check (comes = (entry_id is null))
);

-- What became of an event when it was booked; once.
create table ledger.recalculation_outcome (
    tenant_id        text        not null,
    recalculation_id uuid        not null,
    event_id         text        collate "C" not null,
    outcome          text        not null check (outcome in ('booked', 'changed_since')),
    at               timestamptz not null,
    primary key (tenant_id, recalculation_id, event_id)
);

-- What a reconciliation found that is not as it should be.
create table ledger.reconciliation_finding (
    tenant_id         text           not null,
    reconciliation_id uuid           not null,
    kind              text           not null check (kind in ('entry', 'reversal', 'missing', 'not_recomputed', 'rollup')),
    subject           text           collate "C" not null,          -- the entry's id; of a sum its window and key
    event_id          text,
    scope             smallint       not null,
    category          smallint,
    method            text           not null,
    official          boolean        not null,
    booked            numeric        not null,                      -- kg CO2e
    recomputed        numeric,                                      -- null where it could not be
    why               text           not null,
    primary key (tenant_id, reconciliation_id, kind, subject)
);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['recalculation', 'reconciliation', 'job_event', 'recalculation_item', 'recalculation_delta',
                                      'recalculation_outcome', 'reconciliation_finding'] loop
        execute format('create trigger append_only before update or delete or truncate on ledger.%I for each statement execute function public.refuse_change()', table_name);
        execute format('alter table ledger.%I enable always trigger append_only', table_name);
    end loop;
    foreach table_name in array array['recalculation', 'reconciliation', 'job', 'job_event', 'recalculation_item', 'recalculation_delta',
                                      'recalculation_outcome', 'reconciliation_finding'] loop
        execute format('alter table ledger.%I enable row level security', table_name);
        execute format('alter table ledger.%I force row level security', table_name);
        execute format('create policy tenant_only on ledger.%I using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
        execute format('grant select, insert on ledger.%I to carbonflow_ledger', table_name);
    end loop;
end
$$;
grant update on ledger.job to carbonflow_ledger;
-- Work is found whoever the tenant is, and done for that tenant alone.
create policy under_way on ledger.job for select to carbonflow_ledger using (state in ('previewing', 'booking', 'reconciling'));
