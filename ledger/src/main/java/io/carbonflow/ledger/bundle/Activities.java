package io.carbonflow.ledger.bundle;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** What the events of entries said, as far as it is kept. */
final class Activities {

    private static final String OF_ENTRIES = """
            select distinct on (a.event_id, a.sha256) encode(a.sha256, 'hex') as sha256, a.content
            from unnest($2::text[], $3::bytea[]) as k(event_id, sha256)
                join ledger.activity a on a.tenant_id = $1 and a.event_id = k.event_id and a.sha256 = k.sha256
            """;

    private Activities() {}

    /** By their digests, in hexadecimal. */
    static Map<String, String> of(Transaction transaction, String tenantId, List<SealedEntry> entries) {
        var facts = entries.stream()
            .map(sealed -> sealed.entry().activity())
            .filter(activity -> activity.activitySha256() != null)
            .toList();
        var contents = new HashMap<String, String>();
        for (Row row : transaction.query(OF_ENTRIES, tenantId,
                facts.stream().map(activity -> activity.eventId()).toArray(String[]::new),
                facts.stream()
                    .map(activity -> Buffer.buffer(HexFormat.of().parseHex(activity.activitySha256())))
                    .toArray(Buffer[]::new))) {
            contents.put(row.getString("sha256"), row.getString("content"));
        }
        return contents;
    }
}
