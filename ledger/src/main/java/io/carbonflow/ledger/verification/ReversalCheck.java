package io.carbonflow.ledger.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.verification.ChainWalk.Mismatch;
import io.vertx.sqlclient.Row;

/**
 * Compares each reversal with what it takes back: an entry that is there, the same in everything but the sign, and taken
 * back by no other. And requires that the entries exist in whose place others stand.
 */
final class ReversalCheck {

    private static final String TARGETS = "select " + EntryTable.SELECTED + """
             from unnest($1::text[], $2::uuid[]) as k(tenant_id, id)
                join ledger.entry e on e.tenant_id = k.tenant_id and e.id = k.id
            """;
    private static final String REVERSALS = """
            select e.tenant_id, e.reverses, e.id from unnest($1::text[], $2::uuid[]) as k(tenant_id, id)
                join ledger.entry e on e.tenant_id = k.tenant_id and e.reverses = k.id
            order by e.tenant_id, e.id
            """;

    private ReversalCheck() {}

    private record Key(String tenantId, UUID id) {}

    static void check(Transactions transactions, Collection<List<SealedEntry>> blocks) throws Mismatch {
        var linked = blocks.stream().flatMap(List::stream).filter(sealed -> !targets(sealed).isEmpty()).toList();
        if (linked.isEmpty()) {
            return;
        }
        var keys = linked.stream().flatMap(sealed -> targets(sealed).stream()).distinct().toList();
        String[] tenantIds = keys.stream().map(Key::tenantId).toArray(String[]::new);
        UUID[] ids = keys.stream().map(Key::id).toArray(UUID[]::new);
        var reversals = new HashMap<Key, List<UUID>>();
        Map<Key, LedgerEntry> targets = transactions
            .run(keys.stream().map(Key::tenantId).collect(Collectors.toSet()), transaction -> {
                for (Row row : transaction.query(REVERSALS, tenantIds, ids)) {
                    reversals.computeIfAbsent(new Key(row.getString("tenant_id"), row.getUUID("reverses")),
                            key -> new ArrayList<>())
                        .add(row.getUUID("id"));
                }
                return EntryTable.read(transaction.query(TARGETS, tenantIds, ids))
                    .stream()
                    .map(SealedEntry::entry)
                    .collect(Collectors.toMap(entry -> new Key(entry.activity().tenantId(), entry.id()),
                            entry -> entry));
            });
        for (SealedEntry sealed : linked) {
            String wrong = wrong(sealed.entry(), targets, reversals);
            if (wrong != null) {
                throw new Mismatch(sealed.height(), sealed.entry().id(), wrong);
            }
        }
    }

    private static String wrong(LedgerEntry entry, Map<Key, LedgerEntry> targets, Map<Key, List<UUID>> reversals) {
        String tenantId = entry.activity().tenantId();
        UUID replaced = entry.links().replaces();
        if (replaced != null && !targets.containsKey(new Key(tenantId, replaced))) {
            return "the entry stands in the place of entry " + replaced + ", which does not exist";
        }
        UUID reversed = entry.links().reverses();
        if (reversed == null) {
            return entry.isReversal() ? "the reversal does not say what it takes back" : null;
        }
        var target = targets.get(new Key(tenantId, reversed));
        if (target == null) {
            return "the entry takes back entry " + reversed + ", which does not exist";
        }
        for (UUID other : reversals.getOrDefault(new Key(tenantId, reversed), List.of())) {
            if (!other.equals(entry.id())) {
                return "the entry takes back entry " + reversed + ", which entry " + other + " takes back too";
            }
        }
        return isNegative(entry, target) ? null
                : "the entry takes back entry " + reversed + " and is not its negative";
    }

    private static boolean isNegative(LedgerEntry entry, LedgerEntry target) {
        var expected = target.reversal(entry.id(), entry.activity(), entry.links(), entry.accounting(),
                entry.bookedAt());
        return entry.isReversal() && !target.isReversal() && expected.activity().equals(entry.activity())
                && expected.result().equals(entry.result()) && expected.accounting().equals(entry.accounting());
    }

    private static List<Key> targets(SealedEntry sealed) {
        var links = sealed.entry().links();
        return Stream.of(links.reverses(), links.replaces())
            .filter(Objects::nonNull)
            .map(id -> new Key(sealed.entry().activity().tenantId(), id))
            .toList();
    }
}
