package io.carbonflow.ledger.entries;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/**
 * What later entries have to do with one.
 *
 * @param reversedBy the one that takes it back; null where it stands
 * @param replacedBy those in its place, in the order of booking
 */
record Corrections(UUID reversedBy, List<UUID> replacedBy) {

    static final Corrections NONE = new Corrections(null, List.of());

    private static final String OF_ENTRIES = """
            select k.id as former, e.id, true as is_reversal from unnest($2::uuid[]) as k(id)
                join ledger.entry e on e.tenant_id = $1 and e.reverses = k.id and e.reverses is not null
            union all
            select k.id, e.id, false from unnest($2::uuid[]) as k(id)
                join ledger.entry e on e.tenant_id = $1 and e.replaces = k.id and e.replaces is not null
            order by 2
            """;

    /** Of those entries that have any. */
    static Map<UUID, Corrections> of(Transaction transaction, String tenantId, Collection<UUID> ids) {
        var reversedBy = new HashMap<UUID, UUID>();
        var replacedBy = new HashMap<UUID, List<UUID>>();
        for (Row row : transaction.query(OF_ENTRIES, tenantId, ids.toArray(UUID[]::new))) {
            if (row.getBoolean("is_reversal")) {
                reversedBy.put(row.getUUID("former"), row.getUUID("id"));
            } else {
                replacedBy.computeIfAbsent(row.getUUID("former"), key -> new ArrayList<>()).add(row.getUUID("id"));
            }
        }
        var corrections = new HashMap<UUID, Corrections>();
        for (UUID id : ids) {
            corrections.put(id, new Corrections(reversedBy.get(id), replacedBy.getOrDefault(id, List.of())));
        }
        return corrections;
    }
}
