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

-- Raw records that were counted one by one, ahead of the offset up to which all are.
create table ledger.counted_ahead (
    topic     text   not null,
    topic_id  text   not null,
    partition int    not null,
    "offset"  bigint not null,
    primary key (topic, topic_id, partition, "offset")
);

create trigger append_only before update or delete or truncate on ledger.anchor_step
    for each statement execute function public.refuse_change();
alter table ledger.anchor_step enable always trigger append_only;

grant select, insert on ledger.anchor_step to carbonflow_ledger;
grant select, insert, update on ledger.anchor_check, ledger.anchor_lease to carbonflow_ledger;
grant select, insert, delete on ledger.counted_ahead to carbonflow_ledger;
grant select on ledger.anchor_step, ledger.anchor_check to carbonflow_query;
