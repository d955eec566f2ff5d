package io.carbonflow.ledger.booking;

import static io.carbonflow.contracts.ReasonCode.SCHEMA_INCOMPATIBLE;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.CalculatedEmission;

/** The rules a calculated emission keeps beyond its schema; one that breaks them was not written by our calculator. */
final class Examination {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final int REVISION_LENGTH_MAX = 500;
    private static final Pattern TRUST = Pattern.compile("0(\\.[0-9]{1,2})?|1(\\.0{1,2})?");

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
        return versionFault(emission).or(() -> resultFault(emission));
    }

    private static Optional<Fault> resultFault(CalculatedEmission emission) {
        if (emission.getOperation() != null) {
            return emission.getResults().isEmpty() ? Optional.empty()
                    : fault("results", "what is cancelled has no results, found " + emission.getResults().size());
        }
        return ResultRules.faultOf(emission.getResults())
            .map(detail -> new Fault(SCHEMA_INCOMPATIBLE, "results", detail));
    }

    private static Optional<Fault> versionFault(CalculatedEmission emission) {
        String revision = emission.getRevision();
        if (revision != null && (revision.isEmpty() || revision.length() > REVISION_LENGTH_MAX)) {
            return fault("revision", "a revision has 1 to " + REVISION_LENGTH_MAX + " characters, found "
                    + revision.length());
        }
        String operation = emission.getOperation();
        if (operation != null && (!operation.equals("cancel") || revision == null)) {
            return fault("operation", "an operation is absent, or cancel with a revision, found " + operation
                    + (revision == null ? " without one" : ""));
        }
        String replaced = emission.getReplacesEventId();
        if (replaced != null && (replaced.isEmpty() || replaced.equals(emission.getEventId()))) {
            return fault("replaces_event_id", "an event stands in the place of another, found "
                    + (replaced.isEmpty() ? "an empty text" : "its own id"));
        }
        String trust = emission.getSourceTrust();
        return trust == null || TRUST.matcher(trust).matches() ? Optional.empty()
                : fault("source_trust", "trust is 0.00 to 1.00 with at most two decimals, found " + trust);
    }

    private static Optional<Fault> fault(String field, String detail) {
        return Optional.of(new Fault(SCHEMA_INCOMPATIBLE, field, detail));
    }
}
