package io.carbonflow.metering.device.message;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/**
 * When a message says it is from. Whether that can be true is not decided here, only whether it is a time at all.
 *
 * @param at    by a clock with a zone; null where the message has no such time
 * @param local by a clock without one; null where the message has no such time
 */
public record MessageTime(Instant at, LocalDateTime local) {

    /** No time: that of its arrival has to do. */
    public static final MessageTime NONE = new MessageTime(null, null);
    private static final BigDecimal SECONDS_BOUND = new BigDecimal("253402300800");
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.TEN.pow(9);
    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.TEN.pow(3);

    /** From an ISO 8601 date and time, with or without an offset; {@link #NONE} and a reason where it is none. */
    public static MessageTime ofText(String text, String field, Reasons reasons) {
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11)
                : text;
        try {
            return within(OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant(), field, text,
                    reasons);
        } catch (DateTimeParseException withoutOffset) {
            return ofLocal(iso, field, text, reasons);
        }
    }

    /** From the seconds since 1970, fractions included, exactly to the nanosecond. */
    public static MessageTime ofEpochSeconds(JsonNode seconds, String field, Reasons reasons) {
        BigDecimal read = Decimals.read(seconds, field, reasons);
        return read == null ? NONE : ofEpochSeconds(read, field, reasons);
    }

    /** From the milliseconds since 1970. */
    public static MessageTime ofEpochMillis(JsonNode millis, String field, Reasons reasons) {
        BigDecimal read = Decimals.read(millis, field, reasons);
        return read == null ? NONE : ofEpochSeconds(read.divide(MILLIS_PER_SECOND), field, reasons);
    }

    private static MessageTime ofEpochSeconds(BigDecimal seconds, String field, Reasons reasons) {
        if (seconds.signum() < 0 || seconds.compareTo(SECONDS_BOUND) >= 0) {
            outOfRange(field, seconds.toPlainString(), reasons);
            return NONE;
        }
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.DOWN);
        long nanos = seconds.subtract(whole).multiply(NANOS_PER_SECOND).longValue();
        return new MessageTime(Instant.ofEpochSecond(whole.longValueExact(), nanos), null);
    }

    private static MessageTime ofLocal(String iso, String field, String text, Reasons reasons) {
        try {
            var local = LocalDateTime.parse(iso, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
            if (local.getYear() < 0 || local.getYear() > 9999) {
                outOfRange(field, Quote.of(text), reasons);
                return NONE;
            }
            return new MessageTime(null, local);
        } catch (DateTimeParseException notATime) {
            reasons.add(ReasonCode.FIELD_INVALID, field,
                    field + " is a date and time such as 2025-11-03T10:00:00, found " + Quote.of(text));
            return NONE;
        }
    }

    private static MessageTime within(Instant at, String field, String text, Reasons reasons) {
        long seconds = at.getEpochSecond();
        if (seconds < 0 || seconds >= SECONDS_BOUND.longValueExact()) {
            outOfRange(field, Quote.of(text), reasons);
            return NONE;
        }
        return new MessageTime(at, null);
    }

    private static void outOfRange(String field, String found, Reasons reasons) {
        reasons.add(ReasonCode.OUT_OF_RANGE, field, field + " is a time from 1970 to 9999, found " + found);
    }
}
