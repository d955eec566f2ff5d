package io.carbonflow.ledger.parameters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.carbonflow.platform.problem.ProblemException;

/** Reads request parameters; one that cannot be read ends the request with what it should look like. */
public final class Parameters {

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1000;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Parameters() {}

    /** An instant, or null where none is given. */
    public static Instant instant(String name, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            // A '+' that was not percent-encoded arrives as a space.
            Instant instant = OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // answered below, like a time out of bounds
        }
        throw ProblemException.badRequest(name + " is an RFC 3339 time of the years 1 to 9999 with a zone, such as "
                + "2025-11-03T10:00:00Z; found " + text);
    }

    /** How many items a page may have; null asks for the default. */
    public static int limit(String text) {
        if (text == null || text.isBlank()) {
            return LIMIT_DEFAULT;
        }
        long limit = whole("limit", text, 1, LIMIT_MAX);
        return (int) limit;
    }

    /** A whole number within bounds, both inclusive. */
    public static long whole(String name, String text, long smallest, long largest) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of bounds
        }
        throw ProblemException.badRequest(
                name + " is a whole number from " + smallest + " to " + largest + ", found " + text);
    }

    /** The id of something in a path; what is no UUID names nothing. */
    public static UUID id(String what, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("there is no " + what + " " + text);
        }
    }

    /** A text filter; null where it is absent. A text no column can hold matches nothing and is refused. */
    public static String text(String name, String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw ProblemException.badRequest(name + " contains a NUL character, which no entry has");
        }
        return text == null || text.isEmpty() ? null : text;
    }
}
