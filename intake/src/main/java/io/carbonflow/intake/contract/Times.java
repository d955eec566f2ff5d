package io.carbonflow.intake.contract;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.json.Quote;

/**
 * Which times an item may carry.
 *
 * @param earliest a time before it is a clock that was never set
 * @param latest   a time after it lies in the future further than tolerated
 */
public record Times(Instant earliest, Instant latest) {

    /** An item that comes in now may carry these. */
    public static Times at(Instant receivedAt, ContractConfig config) {
        return new Times(config.earliest(), receivedAt.plus(config.futureMax()));
    }

    /**
     * Reads an RFC 3339 time.
     *
     * @param zone for a time that comes without one; null where the source has none configured
     * @return null where a reason was found
     */
    public Instant read(String text, String field, ZoneId zone, Reasons reasons) {
        Optional<Instant> usual = UsualTime.read(text);
        if (usual.isPresent()) {
            return within(usual.get(), field, reasons);
        }
        // RFC 3339 permits a space for the T, and ISO 8601's formatter does not.
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11)
                : text;
        try {
            return within(OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant(), field,
                    reasons);
        } catch (DateTimeParseException withoutOffset) {
            return readLocal(iso, text, field, zone, reasons);
        }
    }

    private Instant readLocal(String iso, String text, String field, ZoneId zone, Reasons reasons) {
        try {
            var local = LocalDateTime.parse(iso, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
            if (zone != null) {
                return within(local.atZone(zone).toInstant(), field, reasons);
            }
            reasons.add(ReasonCode.TIMESTAMP_WITHOUT_ZONE, field,
                    field + " is an RFC 3339 time with Z or an offset such as +01:00, found " + Quote.of(text));
        } catch (DateTimeParseException notATime) {
            reasons.add(ReasonCode.FIELD_INVALID, field,
                    field + " is an RFC 3339 time such as 2025-11-03T10:00:00Z, found " + Quote.of(text));
        }
        return null;
    }

    /** The instant to the microsecond, if it lies within the bounds; else null and a reason. */
    public Instant within(Instant instant, String field, Reasons reasons) {
        if (instant.isBefore(earliest)) {
            reasons.add(ReasonCode.OUT_OF_RANGE, field,
                    field + " is not before " + earliest + ", found " + instant + "; is the sender's clock set?");
            return null;
        }
        if (instant.isAfter(latest)) {
            reasons.add(ReasonCode.TIMESTAMP_IN_FUTURE, field,
                    field + " is at most " + latest.truncatedTo(ChronoUnit.SECONDS) + ", found " + instant);
            return null;
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
