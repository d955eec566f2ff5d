package io.carbonflow.ledger.verification;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.verification.ChainWalk.Mismatch;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/**
 * Compares what is kept of what events said with the digests in their entries. What is not there is not looked for: it may
 * have had its time.
 */
final class ActivityCheck {

    private static final String EXCHANGED = """
            select k.id from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::bytea[], $6::uuid[])
                    as k(tenant_id, event_id, revision, booked_at, sha256, id)
                join ledger.activity a on a.tenant_id = k.tenant_id and a.event_id = k.event_id
                    and a.booked_at = k.booked_at and a.revision is not distinct from k.revision
            where a.sha256 <> k.sha256 or sha256(convert_to(a.content, 'UTF8')) <> k.sha256
            order by k.id limit 1
            """;

    private ActivityCheck() {}

    static void check(Transactions transactions, Collection<List<SealedEntry>> blocks) throws Mismatch {
        var seen = new HashSet<Said>();
        var booked = blocks.stream()
            .flatMap(List::stream)
            .filter(sealed -> holdsOneOfItsOwn(sealed) && seen.add(Said.by(sealed.entry())))
            .toList();
        if (booked.isEmpty()) {
            return;
        }
        var tenantIds = booked.stream().map(one -> one.entry().activity().tenantId()).collect(Collectors.toSet());
        UUID exchanged = transactions.run(tenantIds, transaction -> {
            for (Row row : transaction.query(EXCHANGED,
                    of(booked, String[]::new, entry -> entry.activity().tenantId()),
                    of(booked, String[]::new, entry -> entry.activity().eventId()),
                    of(booked, String[]::new, entry -> entry.links().revision()),
                    of(booked, OffsetDateTime[]::new, entry -> Times.toColumn(entry.bookedAt())),
                    of(booked, Buffer[]::new,
                            entry -> Buffer.buffer(HexFormat.of().parseHex(entry.activity().activitySha256()))),
                    of(booked, UUID[]::new, LedgerEntry::id))) {
                return row.getUUID("id");
            }
            return null;
        });
        for (SealedEntry sealed : booked) {
            if (sealed.entry().id().equals(exchanged)) {
                throw new Mismatch(sealed.height(), exchanged,
                        "the activity kept for the entry is not what was booked");
            }
        }
    }

    /** What the results of a version have in common; one of them is enough. */
    private record Said(String tenantId, String eventId, String revision, String sha256, Instant bookedAt) {

        static Said by(LedgerEntry entry) {
            return new Said(entry.activity().tenantId(), entry.activity().eventId(), entry.links().revision(),
                    entry.activity().activitySha256(), entry.bookedAt());
        }
    }

    private static boolean holdsOneOfItsOwn(SealedEntry sealed) {
        var entry = sealed.entry();
        return entry.entryType().equals(LedgerEntry.BOOKED) && entry.activity().activitySha256() != null;
    }

    private static Object of(List<SealedEntry> entries, IntFunction<Object[]> array,
            Function<LedgerEntry, Object> value) {
        return entries.stream().map(SealedEntry::entry).map(value).toArray(array);
    }
}
