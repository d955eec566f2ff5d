-- What a ledger needs to go on after its database was restored to an earlier time, or lost altogether.

-- Up to where everything that is durable has been told to those outside: a stream is 'chain-<n>' with heights of blocks, or
-- 'heads' with numbers of signed heads. What lies above is told (again) by whichever process looks next. Nothing here: all of
-- the stream is to be told, also what was booked before there were complete announcements.
create table ledger.announced (
    stream text   not null primary key,
    number bigint not null check (number >= 0)
) with (fillfactor = 50);

-- Up to where the records of a partition are in this database, beside ledger.counted_offset: written by the transaction that
-- books them. A database that was restored has an older position than the broker; it is the one that counts. topic_id tells
-- a topic from a later one of the same name.
create table ledger.consumed (
    topic       text   not null,
    topic_id    text   not null,
    partition   int    not null,
    next_offset bigint not null check (next_offset >= 0),
    primary key (topic, topic_id, partition)
) with (fillfactor = 50);

-- Blocks and heads that were written again from the topics: one row when it began, one when it has ended.
create table ledger.recovery (
    id           uuid        not null,
    state        text        not null check (state in ('running', 'done', 'refused')),
    at           timestamptz not null,
    blocks       bigint,
    entries      bigint,
    signed_heads bigint,
    detail       text,
    primary key (id, state),
    check ((state = 'refused') = (detail is not null))
);
create trigger append_only before update or delete or truncate on ledger.recovery
    for each statement execute function public.refuse_change();
alter table ledger.recovery enable always trigger append_only;

grant select, insert, update on ledger.announced, ledger.consumed to carbonflow_ledger;
grant select, insert on ledger.recovery to carbonflow_ledger;
