package io.carbonflow.ledger.parameters;

import static io.carbonflow.contracts.ReasonCode.FIELD_INVALID;
import static io.carbonflow.contracts.ReasonCode.FIELD_MISSING;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** The members of a body that is a JSON object; what is wrong with any of them is collected, and refused at the end. */
public final class BodyFields {

    private static final int QUOTED_MAX = 60;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final JsonObject json;
    private final String prefix;
    private final List<ProblemReason> reasons;

    private BodyFields(JsonObject json, String prefix, List<ProblemReason> reasons) {
        this.json = json;
        this.prefix = prefix;
        this.reasons = reasons;
    }

    /**
     * Reads a body.
     *
     * @param members what it may have, in words for a problem: {@code from, to and reason}
     * @throws ProblemException 400 where it is no JSON object
     */
    public static BodyFields of(String body, String members) {
        try {
            return new BodyFields(new JsonObject(body == null ? "" : body), "", new ArrayList<>());
        } catch (DecodeException e) {
            throw ProblemException.badRequest("the body is a JSON object with " + members);
        }
    }

    /** Refuses members that are none of these: one that is misspelt would be a filter that does not filter. */
    public void only(Set<String> names) {
        for (String name : json.fieldNames()) {
            if (!names.contains(name)) {
                refuse(FIELD_INVALID, name, quoted(name) + " is none of " + names.stream().sorted().toList());
            }
        }
    }

    /** A text that has to be there, of at most so many characters; null where it is refused. */
    public String text(String name, int lengthMax) {
        if (isMissing(name)) {
            refuse(FIELD_MISSING, name, prefix + name + " is required");
            return null;
        }
        return textIfGiven(name, lengthMax);
    }

    /** A text; null where there is none, or it is refused. */
    public String textIfGiven(String name, int lengthMax) {
        Object value = json.getValue(name);
        if (isMissing(name)) {
            return null;
        }
        if (value instanceof String text && text.length() <= lengthMax && text.indexOf('\0') < 0) {
            return text.strip();
        }
        refuse(FIELD_INVALID, name, prefix + name + " is a text of 1 to " + lengthMax
                + " characters, none of them NUL; found " + quoted(value.toString()));
        return null;
    }

    /** A whole number; null where there is none, or it is refused. */
    public Integer wholeIfGiven(String name, int smallest, int largest) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer number && number >= smallest && number <= largest) {
            return number;
        }
        refuse(FIELD_INVALID, name, prefix + name + " is a whole number from " + smallest + " to " + largest
                + ", found " + quoted(value.toString()));
        return null;
    }

    /** A time, or a date for the start of that day, UTC. It has to be there; null where it is refused. */
    public Instant time(String name) {
        if (isMissing(name)) {
            refuse(FIELD_MISSING, name, prefix + name + " is required");
            return null;
        }
        Object value = json.getValue(name);
        try {
            if (value instanceof String text) {
                Instant time = text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                        : OffsetDateTime.parse(text).toInstant();
                if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)
                        && time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
                    return time;
                }
            }
        } catch (DateTimeException e) {
            // answered below, like a time out of bounds
        }
        refuse(FIELD_INVALID, name, prefix + name
                + " is a date, or an RFC 3339 time with a zone and at most six decimals, of the years 1 to 9999; found "
                + quoted(value.toString()));
        return null;
    }

    /** Requires that one time comes before another. */
    public void ordered(Instant from, Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            refuse(FIELD_INVALID, "to", "to is after from, " + from + "; found " + to);
        }
    }

    /** An object; null where there is none, or it is refused. */
    public BodyFields objectIfGiven(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonObject object) {
            return new BodyFields(object, prefix + name + ".", reasons);
        }
        refuse(FIELD_INVALID, name, prefix + name + " is an object, found " + quoted(value.toString()));
        return null;
    }

    public void refuse(ReasonCode code, String name, String detail) {
        reasons.add(new ProblemReason(code.name(), prefix + name, detail));
    }

    /** Ends the request with 422 where anything was refused. */
    public void end() {
        if (!reasons.isEmpty()) {
            throw ProblemException.rejected(reasons);
        }
    }

    private boolean isMissing(String name) {
        Object value = json.getValue(name);
        return value == null || value instanceof String text && text.isBlank();
    }

    /** A value as it may stand in an explanation: short, on one line, no control characters. */
    public static String quoted(String text) {
        String plain = text.codePoints()
            .limit(QUOTED_MAX)
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
        return '"' + plain + '"';
    }
}
