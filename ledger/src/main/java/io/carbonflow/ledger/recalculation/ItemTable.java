package io.carbonflow.ledger.recalculation;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.apache.avro.AvroRuntimeException;

import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.ledger.booking.Adjustments.Adjustment;
import io.carbonflow.ledger.booking.ResultDifference;
import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.data.Numeric;

/** The tables of what a recalculation would change, and of what was booked of it. */
final class ItemTable {

    private static final String ITEM = """
            insert into ledger.recalculation_item (tenant_id, recalculation_id, event_id, standing, chain, calculated_at, outcome, reasons)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
    private static final String UNBOOKED = """
            select event_id, standing, chain, calculated_at, outcome from ledger.recalculation_item
            where tenant_id = $1 and recalculation_id = $2 and outcome is not null and (chain, event_id) > ($3, $4)
            order by chain, event_id limit $5
            """;
    private static final String OUTCOMES = """
            insert into ledger.recalculation_outcome (tenant_id, recalculation_id, event_id, outcome, at)
            select $1::text, $2::uuid, n.event_id, n.outcome, $5::timestamptz
            from unnest($3::text[], $4::text[]) as n(event_id, outcome)
            """;

    private ItemTable() {}

    /** A row of what goes or comes. */
    private record Delta(String tenantId, UUID recalculationId, String eventId, LedgerEntry gone, EmissionResult come,
            Recalculated outcome, String supplierId) {

        boolean comes() {
            return come != null;
        }
    }

    /** Keeps items, each with what it loses and gains. */
    static void insert(Transaction transaction, String tenantId, UUID recalculationId, List<Item> items) {
        var deltas = new ArrayList<Delta>();
        for (Item item : items) {
            transaction.enqueue(ITEM, tenantId, recalculationId, item.eventId(), item.standingIds(), item.chain(),
                    Times.toColumn(item.calculatedAt()), item.encoded(), item.reasons());
            if (item.difference() != null) {
                String supplierId = item.standing().get(0).entry().activity().supplierId();
                for (LedgerEntry gone : item.difference().goes()) {
                    deltas.add(new Delta(tenantId, recalculationId, item.eventId(), gone, null, null, null));
                }
                for (EmissionResult come : item.difference().comes()) {
                    deltas.add(new Delta(tenantId, recalculationId, item.eventId(), null, come, item.outcome(),
                            supplierId));
                }
            }
        }
        if (!deltas.isEmpty()) {
            var columns = columns();
            transaction.enqueue(columns.insertInto("ledger.recalculation_delta"), columns.arrays(deltas));
        }
    }

    /** What is to be booked next: events of one chain, in the order of their ids. */
    record Batch(int chain, List<Adjustment> adjustments) {

        /** Up to where everything is done with once this is. */
        Job.Place end() {
            return new Job.Place(Instant.EPOCH, chain + ":" + adjustments.get(adjustments.size() - 1).eventId());
        }
    }

    /** The batch after a place, chain by chain; empty where everything is done with. */
    static Optional<Batch> unbooked(Transaction transaction, String tenantId, UUID recalculationId, Job.Place after,
            int limit) {
        int colon = after == null ? 0 : after.key().indexOf(':');
        int chain = after == null ? -1 : Integer.parseInt(after.key().substring(0, colon));
        String eventId = after == null ? "" : after.key().substring(colon + 1);
        var adjustments = new ArrayList<Adjustment>();
        for (Row row : transaction.query(UNBOOKED, tenantId, recalculationId, chain, eventId, limit)) {
            if (adjustments.isEmpty()) {
                chain = row.getInteger("chain");
            } else if (row.getInteger("chain") != chain) {
                break;
            }
            adjustments.add(new Adjustment(row.getString("event_id"), Set.of(row.getArrayOfUUIDs("standing")),
                    decoded(row), Times.of(row, "calculated_at")));
        }
        return adjustments.isEmpty() ? Optional.empty() : Optional.of(new Batch(chain, adjustments));
    }

    /** Keeps that events are done with; a second time is refused by the database. */
    static void insertOutcomes(Transaction transaction, String tenantId, UUID recalculationId, Batch batch,
            Collection<String> changedSince, Instant at) {
        var changed = new HashSet<>(changedSince);
        String[] eventIds = batch.adjustments().stream().map(Adjustment::eventId).toArray(String[]::new);
        String[] outcomes = batch.adjustments()
            .stream()
            .map(one -> changed.contains(one.eventId()) ? "changed_since" : "booked")
            .toArray(String[]::new);
        transaction.query(OUTCOMES, tenantId, recalculationId, eventIds, outcomes, Times.toColumn(at));
    }

    private static Recalculated decoded(Row row) {
        try {
            return Recalculated.getDecoder().decode(row.getBuffer("outcome").getBytes());
        } catch (IOException | AvroRuntimeException e) {
            throw new OutdatedPreviewException(e);
        }
    }

    /** What was previewed was written by another release, whose form this one does not know. */
    static final class OutdatedPreviewException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutdatedPreviewException(Throwable cause) {
            super("the preview was made by another release; make another", cause);
        }
    }

    private static Columns<Delta> columns() {
        return new Columns<Delta>()
            .add("tenant_id", "text", String[]::new, Delta::tenantId)
            .add("recalculation_id", "uuid", UUID[]::new, Delta::recalculationId)
            .add("event_id", "text", String[]::new, Delta::eventId)
            .add("result_key", "text", String[]::new,
                    one -> one.comes() ? one.come().getResultKey() : one.gone().result().resultKey())
            .add("comes", "boolean", Boolean[]::new, Delta::comes)
            .add("entry_id", "uuid", UUID[]::new, one -> one.comes() ? null : one.gone().id())
            .add("official", "boolean", Boolean[]::new,
                    one -> one.comes() ? one.come().getOfficial() : one.gone().result().official())
            .add("part", "text", String[]::new,
                    one -> one.comes() ? one.come().getPart() : one.gone().result().part())
            .add("scope", "smallint", Short[]::new,
                    one -> (short) (one.comes() ? one.come().getScope() : one.gone().result().scope()))
            .add("category", "smallint", Short[]::new,
                    one -> narrowed(one.comes() ? one.come().getCategory() : one.gone().result().category()))
            .add("method", "text", String[]::new,
                    one -> one.comes() ? one.come().getMethod() : one.gone().result().method())
            .add("supplier_id", "text", String[]::new,
                    one -> one.comes() ? one.supplierId() : one.gone().activity().supplierId())
            .add("facility_id", "text", String[]::new, one -> one.comes()
                    ? ResultDifference.facility(one.come(), one.outcome())
                    : one.gone().activity().facilityId())
            .add("factor_id", "text", String[]::new,
                    one -> one.comes() ? one.come().getFactorId() : one.gone().result().factorId())
            .add("factor_edition", "text", String[]::new,
                    one -> one.comes() ? one.come().getFactorEdition() : one.gone().result().factorEdition())
            .add("kg_co2e", "numeric", Numeric[]::new, one -> Numeric
                .create(one.comes() ? one.come().getKgCo2e() : one.gone().result().masses().co2e()));
    }

    private static Short narrowed(Integer number) {
        return number == null ? null : number.shortValue();
    }
}
