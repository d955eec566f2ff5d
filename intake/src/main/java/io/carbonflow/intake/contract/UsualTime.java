package io.carbonflow.intake.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The form in which nearly all times come, read without the formatter, which takes longer than the rest of a reading. */
final class UsualTime {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int NANOS_DIGITS = 9;

    private UsualTime() {}

    /** The instant of {@code 2025-11-03T10:00:00Z} or {@code 2025-11-03T10:00:00.123Z}; empty for any other text. */
    static Optional<Instant> read(String text) {
        int end = text.length() - 1;
        if (end < FORM.length() || end > FORM.length() + 1 + NANOS_DIGITS || text.charAt(end) != 'Z'
                || !hasForm(text) || !hasFraction(text, end)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime
                .of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13),
                        number(text, 14, 16), number(text, 17, 19), nanos(text, end))
                .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty(); // the formatter says why
        }
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < FORM.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            if (form == 'd' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasFraction(String text, int end) {
        if (end == FORM.length()) {
            return true;
        }
        if (text.charAt(FORM.length()) != '.' || end == FORM.length() + 1) {
            return false;
        }
        for (int i = FORM.length() + 1; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int nanos(String text, int end) {
        if (end == FORM.length()) {
            return 0;
        }
        int nanos = number(text, FORM.length() + 1, end);
        for (int digits = end - FORM.length() - 1; digits < NANOS_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
