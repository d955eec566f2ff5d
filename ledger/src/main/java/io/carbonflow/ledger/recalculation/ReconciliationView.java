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
 * A reconciliation as the API shows it.
 *
 * @param state         reconciling or reconciled
 * @param knownOn       entries booked later are left out
 * @param waitsFor      why it does not come on at present; absent where it does
 * @param entries       recomputed so far
 * @param differenceKg  all that differs in any of the sums, whatever the sign, in kg CO2e
 * @param findingsTotal how many findings there are; the first of them follow
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReconciliationView(UUID id, String state, Instant from, Instant to, Instant knownOn, Instant requestedAt,
        String waitsFor, long entries, BigDecimal differenceKg, List<Sums.Sum> sums, long findingsTotal,
        List<Finding> findings, List<JobEvent> history) {

    static ReconciliationView of(Job job, Reconciliation asked, List<Finding> findings, List<JobEvent> history) {
        var sums = Sums.in(job.progress().copy());
        return new ReconciliationView(job.id(), job.state(), asked.from(), asked.to(), asked.knownOn(), job.askedAt(),
                job.waitsFor(), job.counted("entries"), sums.difference(), sums.all(), job.counted("findings"),
                findings, history);
    }
}
