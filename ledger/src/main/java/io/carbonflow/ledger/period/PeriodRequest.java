package io.carbonflow.ledger.period;

import static io.carbonflow.contracts.ReasonCode.FIELD_INVALID;
import static io.carbonflow.contracts.ReasonCode.FIELD_MISSING;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * What somebody asks to be done to a period.
 *
 * @param from its first instant, to the microsecond
 * @param to   the first instant after it
 */
record PeriodRequest(Instant from, Instant to, PeriodEvent.Action action, String reason) {

    private static final int REASON_LENGTH_MAX = 500;
    private static final int QUOTED_MAX = 60;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Reads a body; refuses it with all reasons at once. */
    static PeriodRequest of(String body) {
        JsonObject json;
        try {
            json = new JsonObject(body == null ? "" : body);
        } catch (DecodeException e) {
            throw ProblemException.badRequest("the body is a JSON object with from, to, action and reason");
        }
        var reasons = new ArrayList<ProblemReason>();
        Instant from = time(json, "from", reasons);
        Instant to = time(json, "to", reasons);
        if (from != null && to != null && !from.isBefore(to)) {
            refuse(reasons, FIELD_INVALID, "to", "to is after from, " + from + "; found " + to);
        }
        String action = text(json, "action", reasons);
        var known = Arrays.stream(PeriodEvent.Action.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(action))
            .findFirst();
        if (action != null && known.isEmpty()) {
            refuse(reasons, FIELD_INVALID, "action", "action is lock or reopen, found " + quoted(action));
        }
        String reason = text(json, "reason", reasons);
        if (reason != null && (reason.length() > REASON_LENGTH_MAX || reason.indexOf('\0') >= 0)) {
            refuse(reasons, FIELD_INVALID, "reason", "reason has 1 to " + REASON_LENGTH_MAX
                    + " characters, none of them NUL; found " + reason.length() + " characters");
        }
        if (!reasons.isEmpty()) {
            throw ProblemException.rejected(reasons);
        }
        return new PeriodRequest(from, to, known.get(), reason.strip());
    }

    private static String text(JsonObject json, String name, List<ProblemReason> reasons) {
        Object value = json.getValue(name);
        if (value == null || value instanceof String text && text.isBlank()) {
            refuse(reasons, FIELD_MISSING, name, name + " is required");
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        refuse(reasons, FIELD_INVALID, name, name + " is a text, found " + quoted(value.toString()));
        return null;
    }

    /** A time, or a date for the start of that day, UTC. */
    private static Instant time(JsonObject json, String name, List<ProblemReason> reasons) {
        String text = text(json, name, reasons);
        if (text == null) {
            return null;
        }
        try {
            Instant time = text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)
                    && time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
                return time;
            }
        } catch (DateTimeException e) {
            // answered below, like a time out of bounds
        }
        refuse(reasons, FIELD_INVALID, name,
                name + " is a date, or an RFC 3339 time with a zone and at most six decimals,"
                        + " of the years 1 to 9999; found " + quoted(text));
        return null;
    }

    private static String quoted(String text) {
        String plain = text.codePoints()
            .limit(QUOTED_MAX)
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
        return '"' + plain + '"';
    }

    private static void refuse(List<ProblemReason> reasons, ReasonCode code, String field, String detail) {
        reasons.add(new ProblemReason(code.name(), field, detail));
    }
}
