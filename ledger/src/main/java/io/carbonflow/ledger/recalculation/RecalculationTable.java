package io.carbonflow.ledger.recalculation;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;

/** The table of what was asked to be recalculated. */
final class RecalculationTable {

    /** The kind of these jobs, and the states they go through. */
    static final String KIND = "recalculation";
    static final String PREVIEWING = "previewing";
    static final String PREVIEWED = "previewed";
    static final String BOOKING = "booking";
    static final String BOOKED = "booked";
    static final String CANCELLED = "cancelled";
    static final String FAILED = "failed";

    private static final String INSERT = """
            insert into ledger.recalculation (tenant_id, id, starts_at, ends_at, supplier_id, facility_id, source_id, scope,
                category, activity, edition, methodology_id, methodology_version, reason, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """;
    private static final String ONE = "select * from ledger.recalculation where tenant_id = $1 and id = $2";

    private RecalculationTable() {}

    static void insert(Transaction transaction, String tenantId, UUID id, RecalculationForm form, Instant at) {
        transaction.query(INSERT, tenantId, id, Times.toColumn(form.from()), Times.toColumn(form.to()),
                form.supplierId(), form.facilityId(), form.sourceId(), narrowed(form.scope()),
                narrowed(form.category()), form.activity(), form.edition(), form.methodologyId(),
                form.methodologyVersion(), form.reason(), Times.toColumn(at));
    }

    /** What was asked for by this id. */
    static RecalculationForm form(Transaction transaction, String tenantId, UUID id) {
        return StreamSupport.stream(transaction.query(ONE, tenantId, id).spliterator(), false)
            .map(RecalculationForm::of)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("recalculation " + id + " has a job and no row"));
    }

    private static Short narrowed(Integer number) {
        return number == null ? null : number.shortValue();
    }
}
