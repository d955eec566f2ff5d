package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.EmissionResult;

/** The rules a calculated emission keeps beyond its schema; one that breaks them was not written by our calculator. */
final class Examination {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final int CATEGORIES = 15;

    /** The first broken rule. */
    record Fault(ReasonCode code, String field, String detail) {}

    private Examination() {}

    static Optional<Fault> faultOf(CalculatedEmission emission) {
        if (emission.getEventId().isEmpty()) {
            return fault("event_id", "an event has an id, found an empty text");
        }
        if (ExactDecimal.parse(emission.getQuantity()).isEmpty()) {
            return fault("quantity", "a quantity is a plain decimal, found " + emission.getQuantity());
        }
        boolean timesFit = Stream.of(emission.getOccurredAt(), emission.getReceivedAt(), emission.getCalculatedAt(),
                emission.getPeriodStart(), emission.getPeriodEnd())
            .allMatch(time -> time == null || (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)));
        if (!timesFit) {
            return fault("occurred_at", "times lie in the years 1 to 9999");
        }
        long officials = emission.getResults().stream().filter(EmissionResult::getOfficial).count();
        if (officials != 1) {
            return fault("results", "exactly one result is official, found " + officials + " of "
                    + emission.getResults().size());
        }
        long keys = emission.getResults().stream().map(EmissionResult::getResultKey).distinct().count();
        if (keys != emission.getResults().size()) {
            return fault("results", "result keys are unique within an event");
        }
        return emission.getResults().stream().flatMap(result -> categoryFault(result).stream()).findFirst();
    }

    private static Optional<Fault> categoryFault(EmissionResult result) {
        Integer category = result.getCategory();
        boolean fits = result.getScope() == 3 ? category != null && category >= 1 && category <= CATEGORIES
                : category == null && (result.getScope() == 1 || result.getScope() == 2);
        return fits ? Optional.empty()
                : fault("results", "scope is 1 or 2 without a category, or 3 with a category of 1 to 15, found "
                        + result.getScope() + " with " + category);
    }

    private static Optional<Fault> fault(String field, String detail) {
        return Optional.of(new Fault(ReasonCode.SCHEMA_INCOMPATIBLE, field, detail));
    }
}
