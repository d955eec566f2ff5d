package io.carbonflow.ledger.period;

import static io.carbonflow.ledger.period.PeriodEvent.Action.LOCK;
import static io.carbonflow.ledger.period.PeriodEvent.Action.REOPEN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.platform.security.Caller;

/** Locks periods and opens them again. */
@ApplicationScoped
class Periods {

    private final Transactions transactions;

    Periods(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Does what is asked for. Every batch of the tenant is booked wholly before it or wholly after it.
     *
     * @return everything that happened to the period
     */
    PeriodView change(Caller by, PeriodRequest asked) {
        String tenantId = by.tenantId();
        return transactions.run(List.of(tenantId), transaction -> {
            Instant now = BookingMoment.begin(transaction, List.of(tenantId), List.of(tenantId)).at();
            if (asked.to().isAfter(now)) {
                throw ProblemException.rejected(List.of(new ProblemReason("OUT_OF_RANGE", "to",
                        "a period has ended before it is locked, at " + now + " at the latest; found " + asked.to())));
            }
            var table = new PeriodTable(transaction, tenantId);
            var last = table.last(asked.from(), asked.to());
            refuseIfSo(asked, last);
            table.insert(new PeriodEvent(last.map(PeriodEvent::periodId).orElseGet(UUID::randomUUID),
                    last.map(PeriodEvent::number).orElse(0) + 1, asked.action(), asked.from(), asked.to(), now,
                    by.role().id(), by.keyId(), asked.reason()));
            return PeriodView.of(table.all()
                .stream()
                .filter(event -> event.from().equals(asked.from()) && event.to().equals(asked.to()))
                .toList());
        });
    }

    List<PeriodView> all(String tenantId) {
        return PeriodView.each(transactions.snapshot(tenantId,
                transaction -> new PeriodTable(transaction, tenantId).all()));
    }

    private static void refuseIfSo(PeriodRequest asked, Optional<PeriodEvent> last) {
        boolean isLocked = last.filter(event -> event.action() == LOCK).isPresent();
        String period = "the period from " + asked.from() + " to " + asked.to();
        if (asked.action() == LOCK && isLocked) {
            throw ProblemException.conflict(period + " is locked already, since " + last.get().at());
        }
        if (asked.action() == REOPEN && !isLocked) {
            throw ProblemException.conflict(period + " is not locked; GET /v1/periods lists those that are");
        }
    }
}
