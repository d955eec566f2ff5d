package io.carbonflow.ledger.recalculation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** What the versions of events said, found by the digest that their entries hold. */
final class KeptActivities {

    private static final String CONTENTS = """
            select distinct on (k.event_id, k.sha256) k.event_id, k.sha256, a.content
            from unnest($2::text[], $3::bytea[]) as k(event_id, sha256)
                join ledger.activity a on a.tenant_id = $1 and a.event_id = k.event_id and a.sha256 = k.sha256
            order by k.event_id, k.sha256
            """;

    private final Map<Key, String> contents = new HashMap<>();

    private record Key(String eventId, String sha256) {}

    private KeptActivities() {}

    /** What was kept of the versions that these entries are of. */
    static KeptActivities of(Transaction transaction, String tenantId, Collection<LedgerEntry> entries) {
        var kept = new KeptActivities();
        List<LedgerEntry> named = entries.stream().filter(entry -> entry.activity().activitySha256() != null).toList();
        if (named.isEmpty()) {
            return kept;
        }
        for (Row row : transaction.query(CONTENTS, tenantId,
                named.stream().map(entry -> entry.activity().eventId()).toArray(String[]::new),
                named.stream().map(entry -> bytes(entry.activity().activitySha256())).toArray(Buffer[]::new))) {
            kept.contents.put(new Key(row.getString("event_id"), Sha256.hex(row.getBuffer("sha256").getBytes())),
                    row.getString("content"));
        }
        return kept;
    }

    /** The canonical JSON of the version an entry is of; empty where it is not kept, or not any more. */
    Optional<String> contentOf(LedgerEntry entry) {
        return Optional
            .ofNullable(contents.get(new Key(entry.activity().eventId(), entry.activity().activitySha256())));
    }

    private static Buffer bytes(String hex) {
        return Buffer.buffer(HexFormat.of().parseHex(hex));
    }
}
