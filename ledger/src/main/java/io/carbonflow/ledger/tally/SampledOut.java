package io.carbonflow.ledger.tally;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.intake.Marks;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.ledger.store.Transaction;

/**
 * Counts, within one transaction, of the items that the intake policy left out, by their headers; added to the database in
 * one statement.
 */
final class SampledOut {

    private static final String ADD = """
            insert into ledger.sampled_out as s (tenant_id, day, source_id, supplier_id, shard, events)
            select tenant_id, day, source_id, supplier_id, $6::text, events
            from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::bigint[])
                as n(tenant_id, day, source_id, supplier_id, events)
            on conflict (tenant_id, day, source_id, supplier_id, shard) do update set events = s.events + excluded.events
            """;

    private static final Comparator<Left> ORDER = Comparator.comparing(Left::tenantId)
        .thenComparing(Left::day)
        .thenComparing(Left::sourceId)
        .thenComparing(Left::supplierId);

    /**
     * What is counted together.
     *
     * @param day        of receipt, UTC
     * @param supplierId empty where none is named
     */
    private record Left(String tenantId, LocalDate day, String sourceId, String supplierId) {}

    private final Map<Left, Long> events = new TreeMap<>(ORDER);

    /** Counts a record if it says that its item was left out. */
    void add(ReceivedRecord received, Origin origin) {
        if (received.topic().equals(Topics.RAW_CONTEXT) && Marks.SAMPLED_OUT.equals(received.marks().context())) {
            var day = origin.receivedAt().atOffset(ZoneOffset.UTC).toLocalDate();
            String supplier = received.marks().supplier();
            events.merge(new Left(origin.tenantId(), day, storable(received.sourceOrTopic()),
                    supplier == null ? "" : storable(supplier)), 1L, Long::sum);
        }
    }

    void write(Transaction transaction, String shard) {
        if (events.isEmpty()) {
            return;
        }
        var cells = events.keySet();
        transaction.enqueue(ADD, cells.stream().map(Left::tenantId).toArray(String[]::new),
                cells.stream().map(Left::day).toArray(LocalDate[]::new),
                cells.stream().map(Left::sourceId).toArray(String[]::new),
                cells.stream().map(Left::supplierId).toArray(String[]::new),
                events.values().toArray(Long[]::new), shard);
    }

    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
