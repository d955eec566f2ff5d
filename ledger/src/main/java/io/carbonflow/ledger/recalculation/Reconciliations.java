package io.carbonflow.ledger.recalculation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.jobs.JobTable;
import io.carbonflow.ledger.jobs.JobWorker;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.Caller;

/** Reconciliations as people ask for them. */
@ApplicationScoped
class Reconciliations {

    private static final int FIRST_FINDINGS = 100;

    private final Transactions transactions;
    private final JobWorker worker;
    private final Clock clock;

    Reconciliations(Transactions transactions, JobWorker worker, Clock clock) {
        this.transactions = transactions;
        this.worker = worker;
        this.clock = clock;
    }

    ReconciliationView request(Caller by, Reconciliation asked) {
        var id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var view = transactions.run(List.of(by.tenantId()), transaction -> {
            asked.insert(transaction, by.tenantId(), id, now);
            JobTable.insert(transaction, id, Reconciliation.KIND, Reconciliation.RECONCILING, now, by);
            return view(transaction, by.tenantId(), job(transaction, by.tenantId(), id), List.of());
        });
        worker.wake();
        return view;
    }

    ReconciliationView find(String tenantId, UUID id) {
        return transactions.snapshot(tenantId,
                transaction -> view(transaction, tenantId, job(transaction, tenantId, id),
                        Finding.page(transaction, tenantId, id, null, FIRST_FINDINGS)));
    }

    List<ReconciliationView> newest(String tenantId, int limit) {
        return transactions.snapshot(tenantId,
                transaction -> JobTable.newest(transaction, tenantId, Reconciliation.KIND, limit)
                    .stream()
                    .map(job -> view(transaction, tenantId, job, null))
                    .toList());
    }

    List<Finding> findings(String tenantId, UUID id, String after, int limit) {
        return transactions.snapshot(tenantId, transaction -> Finding.page(transaction, tenantId,
                job(transaction, tenantId, id).id(), after, limit));
    }

    private static Job job(Transaction transaction, String tenantId, UUID id) {
        return JobTable.find(transaction, tenantId, id, Reconciliation.KIND)
            .orElseThrow(() -> ProblemException.notFound("there is no reconciliation " + id));
    }

    private static ReconciliationView view(Transaction transaction, String tenantId, Job job,
            List<Finding> findings) {
        return ReconciliationView.of(job, Reconciliation.read(transaction, tenantId, job.id()), findings,
                JobTable.events(transaction, tenantId, job.id()));
    }
}
