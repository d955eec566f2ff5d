package io.carbonflow.query.parameters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/**
 * Reads the parameters of one request and collects everything that is wrong with them, so that one answer names it all.
 * Each method returns null for a parameter that is absent or unreadable; {@link #check()} ends the request in the latter
 * case.
 */
public final class Parameters {

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    private final List<ProblemReason> reasons = new ArrayList<>();

    /** An instant with a zone; a plain date is the start of that UTC day. */
    public Instant instant(String name, String text) {
        if (isAbsent(text)) {
            return null;
        }
        // A '+' that was not percent-encoded arrives as a space.
        String value = text.strip().replace(' ', '+');
        try {
            Instant instant = value.indexOf('T') < 0 ? LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(value).toInstant();
            return within(name, text, instant) ? instant : null;
        } catch (DateTimeException e) {
            refuse(name, name + " is an RFC 3339 time with a zone such as 2025-11-03T10:00:00Z, or a date; found "
                    + text);
            return null;
        }
    }

    /** An ISO date. */
    public LocalDate day(String name, String text) {
        if (isAbsent(text)) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return within(name, text, day.atStartOfDay().toInstant(ZoneOffset.UTC)) ? day : null;
        } catch (DateTimeException e) {
            refuse(name, name + " is a date such as 2025-12-31, found " + text);
            return null;
        }
    }

    /** A whole number within bounds, both inclusive. */
    public Integer number(String name, String text, int smallest, int largest) {
        if (isAbsent(text)) {
            return null;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same refusal as a number out of bounds.
        }
        refuse(name, name + " is a whole number from " + smallest + " to " + largest + ", found " + text);
        return null;
    }

    /** One of a fixed set of words. */
    public String word(String name, String text, Collection<String> allowed) {
        if (isAbsent(text)) {
            return null;
        }
        Optional<String> word = allowed.stream().filter(text.strip()::equals).findFirst();
        if (word.isEmpty()) {
            refuse(name, name + " is one of " + String.join(", ", allowed) + "; found " + text);
        }
        return word.orElse(null);
    }

    /** One or several of a fixed set of words, with commas between. */
    public String[] words(String name, String text, Collection<String> allowed) {
        if (isAbsent(text)) {
            return null;
        }
        String[] words = Stream.of(text.split(",", -1)).map(String::strip).distinct().toArray(String[]::new);
        if (!allowed.containsAll(List.of(words))) {
            refuse(name, name + " is one or several of " + String.join(", ", allowed) + "; found " + text);
        }
        return words;
    }

    /** Any text; absent where empty. */
    public String text(String text) {
        return isAbsent(text) ? null : text;
    }

    /** Notes that a parameter breaks a rule. */
    public void refuse(String name, String detail) {
        reasons.add(new ProblemReason(ReasonCode.FIELD_INVALID.name(), name, detail));
    }

    /** Ends the request with every refusal, if there is one. */
    public void check() {
        if (!reasons.isEmpty()) {
            String detail = String.join("; ", reasons.stream().map(ProblemReason::detail).toList());
            var problem = Problem.of(400, "Bad request", detail);
            throw new ProblemException(
                    new Problem(problem.type(), problem.title(), problem.status(), detail, reasons));
        }
    }

    private boolean within(String name, String text, Instant instant) {
        boolean within = !instant.isBefore(EARLIEST.atStartOfDay().toInstant(ZoneOffset.UTC))
                && !instant.isAfter(LATEST.atStartOfDay().toInstant(ZoneOffset.UTC));
        if (!within) {
            refuse(name, name + " lies between " + EARLIEST + " and " + LATEST + ", found " + text);
        }
        return within;
    }

    private static boolean isAbsent(String text) {
        return text == null || text.isBlank();
    }
}
