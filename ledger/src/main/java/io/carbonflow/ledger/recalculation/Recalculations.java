package io.carbonflow.ledger.recalculation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.jobs.JobTable;
import io.carbonflow.ledger.jobs.JobWaitsException;
import io.carbonflow.ledger.jobs.JobWorker;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.Caller;

/** Recalculations as people ask for them. */
@ApplicationScoped
class Recalculations {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final CalculatorClient calculator;
    private final JobWorker worker;
    private final Clock clock;

    Recalculations(Transactions transactions, CalculatorClient calculator, JobWorker worker, Clock clock) {
        this.transactions = transactions;
        this.calculator = calculator;
        this.worker = worker;
        this.clock = clock;
    }

    /** Begins a preview; the calculator is asked first whether there is what was chosen. */
    RecalculationView request(Caller by, RecalculationForm form) {
        try {
            calculator.ask(form.asking(by.tenantId(), List.of()));
        } catch (JobWaitsException e) {
            throw ProblemException.unavailable(e.getMessage() + ", so that nothing can be recalculated at present",
                    RETRY_AFTER);
        }
        var id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var view = transactions.run(List.of(by.tenantId()), transaction -> {
            RecalculationTable.insert(transaction, by.tenantId(), id, form, now);
            JobTable.insert(transaction, id, RecalculationTable.KIND, RecalculationTable.PREVIEWING, now, by);
            return view(transaction, by.tenantId(), id).orElseThrow();
        });
        worker.wake();
        return view;
    }

    /** Books what was previewed; asked again, it says how far that is. */
    RecalculationView book(Caller by, UUID id) {
        return change(by, id, List.of(RecalculationTable.PREVIEWED), RecalculationTable.BOOKING,
                List.of(RecalculationTable.BOOKING, RecalculationTable.BOOKED));
    }

    /** Has what was not booked yet never be booked. */
    RecalculationView cancel(Caller by, UUID id) {
        return change(by, id, List.of(RecalculationTable.PREVIEWING, RecalculationTable.PREVIEWED),
                RecalculationTable.CANCELLED, List.of(RecalculationTable.CANCELLED));
    }

    private RecalculationView change(Caller by, UUID id, List<String> from, String to, List<String> already) {
        var view = transactions.run(List.of(by.tenantId()), transaction -> {
            boolean isChanged = JobTable.change(transaction, id, from, to, by);
            var present = view(transaction, by.tenantId(), id).orElseThrow(() -> unknown(id.toString()));
            if (!isChanged && !already.contains(present.state())) {
                throw ProblemException.conflict("recalculation " + id + " is " + present.state() + "; to become " + to
                        + " it has to be " + String.join(" or ", from));
            }
            return present;
        });
        worker.wake();
        return view;
    }

    RecalculationView find(String tenantId, UUID id) {
        return transactions.snapshot(tenantId, transaction -> view(transaction, tenantId, id))
            .orElseThrow(() -> unknown(id.toString()));
    }

    /** The newest first, without their deltas. */
    List<RecalculationView> newest(String tenantId, int limit) {
        return transactions.snapshot(tenantId,
                transaction -> JobTable.newest(transaction, tenantId, RecalculationTable.KIND, limit)
                    .stream()
                    .map(job -> RecalculationView.of(job, RecalculationTable.form(transaction, tenantId, job.id()),
                            null,
                            null, JobTable.events(transaction, tenantId, job.id())))
                    .toList());
    }

    List<ItemView> items(String tenantId, UUID id, String after, int limit) {
        return transactions.snapshot(tenantId, transaction -> {
            if (JobTable.find(transaction, tenantId, id, RecalculationTable.KIND).isEmpty()) {
                throw unknown(id.toString());
            }
            return ItemView.page(transaction, tenantId, id, after, limit);
        });
    }

    private static Optional<RecalculationView> view(Transaction transaction, String tenantId, UUID id) {
        Optional<Job> job = JobTable.find(transaction, tenantId, id, RecalculationTable.KIND);
        return job.map(found -> RecalculationView.of(found, RecalculationTable.form(transaction, tenantId, id),
                DeltaTable.deltas(transaction, tenantId, id), DeltaTable.refused(transaction, tenantId, id),
                JobTable.events(transaction, tenantId, id)));
    }

    private static ProblemException unknown(String id) {
        return ProblemException.notFound("there is no recalculation " + id);
    }
}
