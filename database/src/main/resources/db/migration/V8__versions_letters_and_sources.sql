-- Some events are versions of something that changes: a document, a row, an estimate. Every version that came is kept; the
-- newest stands. Revisions are compared by code point, as their senders order them.
create table ledger.event_version (
    tenant_id     text             not null,
    event_id      text             not null,
    revision      text collate "C" not null,
    content_hash  bytea            not null check (octet_length(content_hash) = 32),
    cancelled     boolean          not null,                       -- from here on the event does not stand
    outcome       text             not null check (outcome in ('booked', 'reversed', 'repeated', 'superseded', 'nothing')),
    raw_topic     text             not null,
    raw_partition int              not null,
    raw_offset    bigint           not null,
    received_at   timestamptz      not null,
    settled_at    timestamptz      not null,
    primary key (tenant_id, event_id, revision)
);

-- What an entry has to do with others of its event, and how far its source was trusted. Null: as in every earlier entry.
alter table ledger.entry
    add column revision     text,
    add column reverses     uuid,                                  -- the entry whose mass this one takes back
    add column replaces     uuid,                                  -- the reversed entry in whose place this one stands
    add column source_trust numeric(3, 2) check (source_trust between 0 and 1),
    add column gate_outcome text,
    add column gate_reason  text,
    add check ((entry_type = 'reversal') = (reverses is not null));

-- A letter that waits no more, or was sent again: one row, made once. booked: its event was booked from another delivery.
create table ledger.letter_release (
    tenant_id     text        not null,
    letter_id     text        not null,
    cause         text        not null check (cause in ('released', 'booked')),
    released_at   timestamptz not null,
    raw_topic     text        not null,                            -- the record that went on in the letter's place
    raw_partition int         not null,
    raw_offset    bigint      not null,
    received_at   timestamptz not null,                            -- of that record
    primary key (tenant_id, letter_id)
);

-- The bytes of a letter, apart from its facts: these stay, the bytes go when their time has come. Letters of before have
-- theirs in ledger.dead_letter.payload.
create table ledger.letter_payload (
    tenant_id  text        not null,
    letter_id  text        not null,
    payload    bytea       not null,
    kept_until timestamptz not null,
    primary key (tenant_id, letter_id)
);
create index letter_payload_by_end on ledger.letter_payload (kept_until);

alter table ledger.dead_letter alter column payload drop not null;
create index dead_letter_by_channel on ledger.dead_letter (tenant_id, channel, received_at desc, id);
create index dead_letter_by_source on ledger.dead_letter (tenant_id, source, received_at desc, id);
create index dead_letter_waiting on ledger.dead_letter (tenant_id, received_at, id) where held;

-- Items that were not calculated because the intake policy takes samples only: what totals of that day do not cover.
create table ledger.sampled_out (
    tenant_id   text   not null,
    day         date   not null,                                   -- of receipt, UTC
    source_id   text   not null,
    supplier_id text   not null,                                   -- '' for none
    shard       text   not null,
    events      bigint not null,
    primary key (tenant_id, day, source_id, supplier_id, shard)
);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['event_version', 'letter_release'] loop
        execute format('create trigger append_only before update or delete or truncate on ledger.%I for each statement execute function public.refuse_change()', table_name);
        execute format('alter table ledger.%I enable always trigger append_only', table_name);
    end loop;
    foreach table_name in array array['event_version', 'letter_release', 'letter_payload', 'sampled_out'] loop
        execute format('alter table ledger.%I enable row level security', table_name);
        execute format('alter table ledger.%I force row level security', table_name);
        execute format('create policy tenant_only on ledger.%I using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
    end loop;
end
$$;

-- Nobody changes bytes or removes them before their time.
create function ledger.refuse_early_removal() returns trigger
    language plpgsql
    as $$
begin
    if tg_op <> 'DELETE' or old.kept_until >= now() then
        raise exception 'the bytes of letter % are kept until %: % refused', old.letter_id, old.kept_until, tg_op
            using errcode = 'restrict_violation';
    end if;
    return old;
end
$$;
create trigger kept_for_its_time before update or delete on ledger.letter_payload
    for each row execute function ledger.refuse_early_removal();
create trigger append_only_truncate before truncate on ledger.letter_payload
    for each statement execute function public.refuse_change();
alter table ledger.letter_payload enable always trigger kept_for_its_time;
alter table ledger.letter_payload enable always trigger append_only_truncate;
-- Retention goes by time, whoever the tenant is.
create policy expired_seen on ledger.letter_payload for select to carbonflow_ledger using (kept_until < now());
create policy expired_removed on ledger.letter_payload for delete to carbonflow_ledger using (kept_until < now());

grant select, insert on ledger.event_version, ledger.letter_release to carbonflow_ledger;
grant select, insert, delete on ledger.letter_payload to carbonflow_ledger;
grant select, insert, update on ledger.sampled_out to carbonflow_ledger;
grant select on ledger.letter_release, ledger.letter_payload to carbonflow_gateway;
grant select on ledger.sampled_out, ledger.letter_release to carbonflow_query;
grant select (tenant_id, id, event_id, source, channel, held, received_at) on ledger.dead_letter to carbonflow_query;

-- Which tenants have letters that wait: all the gateway may know of tenants before it acts for one of them.
grant select (tenant_id, id, held) on ledger.dead_letter to carbonflow_verifier;
grant select (tenant_id, letter_id) on ledger.letter_release to carbonflow_verifier;
create policy waiting_of_every_tenant on ledger.dead_letter for select to carbonflow_verifier using (held);
create policy every_tenant on ledger.letter_release for select to carbonflow_verifier using (true);
create function ledger.tenants_with_open_letters() returns setof text
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
    as $$
    select distinct d.tenant_id from ledger.dead_letter d
     where d.held and not exists (
           select from ledger.letter_release r where r.tenant_id = d.tenant_id and r.letter_id = d.id)
     order by 1
    $$;
grant create on schema ledger to carbonflow_verifier;
alter function ledger.tenants_with_open_letters() owner to carbonflow_verifier;
revoke create on schema ledger from carbonflow_verifier;
revoke all on function ledger.tenants_with_open_letters() from public;
grant execute on function ledger.tenants_with_open_letters() to carbonflow_gateway;

-- What is known of a device beyond its place.
alter table master.device
    add column unit         text,
    add column activity     text,
    add column counter_max  numeric check (counter_max > 0),
    add column power_max_kw numeric check (power_max_kw > 0),
    drop constraint device_measures_check,
    add check (measures in ('counter', 'interval', 'power', 'context'));

-- How sources are doing and what a person should know of them: the query service's copies of two topics.
create schema quality;

create table quality.alert (
    tenant_id  text        not null,
    id         text        not null,
    source_id  text        not null,
    kind       text        not null,
    state      text        not null check (state in ('raised', 'cleared')),
    begins_at  timestamptz not null,
    ends_at    timestamptz,
    detail     text        not null,
    evidence   jsonb       not null,
    raised_at  timestamptz not null,
    primary key (tenant_id, id)
);
create index alert_by_time on quality.alert (tenant_id, raised_at desc, id desc);
create index alert_by_source on quality.alert (tenant_id, source_id, raised_at desc);

create table quality.source (
    tenant_id        text          not null,
    source_id        text          not null,
    state            text          not null,
    since            timestamptz   not null,
    trust            numeric(3, 2) not null,
    family           text,
    cadence_seconds  int,
    last_reading_at  timestamptz,
    last_received_at timestamptz,
    good             bigint        not null,
    rejects          bigint        not null,
    gaps             bigint        not null,
    conflicts        bigint        not null,
    imputed          bigint        not null,
    held             bigint        not null,
    reported         jsonb         not null,                       -- [{"name","value","unit","at"}]
    updated_at       timestamptz   not null,
    primary key (tenant_id, source_id)
);
create index source_by_state on quality.source (tenant_id, state, source_id);

do $$
declare
    table_name text;
begin
    foreach table_name in array array['alert', 'source'] loop
        execute format('alter table quality.%I enable row level security', table_name);
        execute format('alter table quality.%I force row level security', table_name);
        execute format('create policy tenant_only on quality.%I using (tenant_id = any ((select public.visible_tenants())::text[]))', table_name);
    end loop;
end
$$;

grant usage on schema quality to carbonflow_query;
grant select, insert, update, delete on quality.alert, quality.source to carbonflow_query;
