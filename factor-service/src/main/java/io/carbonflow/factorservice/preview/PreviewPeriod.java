package io.carbonflow.factorservice.preview;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/**
 * The history a preview looks at.
 *
 * @param from inclusive
 * @param to   exclusive
 */
record PreviewPeriod(Instant from, Instant to) {

    private static final int MONTHS_DEFAULT = 12;

    /** As asked for, instants or UTC days; by default the twelve months before now. */
    static PreviewPeriod read(String from, String to, Instant now) {
        Instant end = to == null ? now : instant("to", to);
        Instant start = from == null
                ? end.atOffset(ZoneOffset.UTC).minusMonths(MONTHS_DEFAULT).toInstant()
                : instant("from", from);
        if (!start.isBefore(end)) {
            throw fault("to", "to is %s, it has to be after from, %s".formatted(end, start));
        }
        return new PreviewPeriod(start, end);
    }

    private static Instant instant(String field, String text) {
        try {
            return text.length() == "2025-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw fault(field, "%s is '%s', allowed is 2025-01-31 or 2025-01-31T00:00:00Z".formatted(field, text));
        }
    }

    private static ProblemException fault(String field, String detail) {
        return ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_INVALID.name(), field, detail)));
    }
}
