package io.carbonflow.ledger.recalculation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.jobs.JobEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A recalculation as the API shows it.
 *
 * @param state    previewing, previewed, booking, booked, cancelled or failed
 * @param waitsFor why it does not come on at present; absent where it does
 * @param deltas   of what has been looked at so far
 * @param history  the states it went into and who had it do so, the newest last
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecalculationView(UUID id, String state, Instant from, Instant to, String supplierId, String facilityId,
        String sourceId, Integer scope, Integer category, String activity, String edition, Methodology methodology,
        String reason, Instant requestedAt, String waitsFor, Counts counts, Deltas deltas,
        List<Refused> notRecalculable, List<JobEvent> history) {

    /** @param version null where any was asked for */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Methodology(String id, Integer version) {}

    /**
     * Numbers of events; the first is the sum of the three after it.
     *
     * @param events         looked at so far
     * @param unchanged      that come to what is booked
     * @param changed        of which at least one result differs
     * @param notRecalculable of which no result could be worked out
     * @param booked         of the changed ones, adjusted so far
     * @param changedSince   of the changed ones, left alone because something else stands by now
     * @param entries        booked so far, reversals and adjustments
     */
    @RegisterForReflection
    record Counts(long events, long unchanged, long changed, long notRecalculable, long booked, long changedSince,
            long entries) {

        static Counts of(Job job) {
            return new Counts(job.counted("events"), job.counted("unchanged"), job.counted("changed"),
                    job.counted("not_recalculable"), job.counted("booked"), job.counted("changed_since"),
                    job.counted("entries"));
        }
    }

    /**
     * What the official results change, in kg CO2e; by method what all results of each method change.
     *
     * @param total the new figures less the old
     */
    @RegisterForReflection
    record Deltas(BigDecimal total, List<Delta> byScope, List<Delta> byCategory, List<Delta> bySupplier,
            List<Delta> byFacility, List<Delta> byMethod) {}

    /**
     * What changes of one value of a dimension.
     *
     * @param value  absent where entries have none
     * @param before kg CO2e that go
     * @param after  kg CO2e that come
     * @param events how many of them change
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(String value, BigDecimal before, BigDecimal after, BigDecimal delta, long events) {}

    /** How many events have the same reason not to be worked out. */
    @RegisterForReflection
    record Refused(String code, long events) {}

    static RecalculationView of(Job job, RecalculationForm form, Deltas deltas, List<Refused> refused,
            List<JobEvent> history) {
        return new RecalculationView(job.id(), job.state(), form.from(), form.to(), form.supplierId(),
                form.facilityId(), form.sourceId(), form.scope(), form.category(), form.activity(), form.edition(),
                form.methodologyId() == null ? null : new Methodology(form.methodologyId(), form.methodologyVersion()),
                form.reason(), job.askedAt(), job.waitsFor(), Counts.of(job), deltas, refused, history);
    }
}
