package io.carbonflow.intake.mapping;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/**
 * How a time is written.
 *
 * @param formats  tried one after the other; empty for RFC 3339
 * @param zone     of times that carry none; null where they must carry one
 * @param endOfDay whether a date means the end of its day and not the start
 */
record DateRule(List<Format> formats, ZoneId zone, boolean endOfDay) {

    /** Counts since 1970-01-01T00:00Z by their name, with the nanoseconds of one. */
    private static final Map<String, BigDecimal> COUNTS = Map.of("epoch_days", new BigDecimal("86400000000000"),
            "epoch_seconds", new BigDecimal("1000000000"), "epoch_millis", new BigDecimal("1000000"), "epoch_micros",
            new BigDecimal("1000"), "epoch_nanos", BigDecimal.ONE);
    private static final BigDecimal SECOND = new BigDecimal("1000000000");

    /**
     * One way to write a time.
     *
     * @param pattern   as in the document
     * @param formatter null where the pattern names a count
     */
    record Format(String pattern, DateTimeFormatter formatter) {

        /** A date, with or without a time, with or without an offset; a blank may stand for the T. */
        static final Format RFC_3339 = new Format("as 2025-11-03T10:00:00", new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT));

        /** @throws IllegalArgumentException where the pattern is none */
        static Format of(String pattern) {
            if (COUNTS.containsKey(pattern)) {
                return new Format(pattern, null);
            }
            // A year of an era needs the era to be strict about; people mean the proleptic year.
            return new Format(pattern, DateTimeFormatter.ofPattern(yearsOf(pattern), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT));
        }
    }

    /** The pattern with {@code u} for {@code y} outside of quoted text. */
    private static String yearsOf(String pattern) {
        var text = new StringBuilder(pattern);
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '\'';
            if (!quoted && text.charAt(i) == 'y') {
                text.setCharAt(i, 'u');
            }
        }
        return text.toString();
    }

    DateRule {
        requireNonNull(formats, "formats is null");
        formats = List.copyOf(formats);
    }

    /** The instant; null and a reason where the text is none. */
    Instant read(String text, String name, Reasons reasons) {
        for (Format format : formats) {
            Instant read = format.formatter == null ? counted(text, COUNTS.get(format.pattern))
                    : parsed(text, format.formatter, name, reasons);
            if (read != null || !reasons.isEmpty()) {
                return read;
            }
        }
        reasons.add(ReasonCode.FIELD_INVALID, name, "%s is a time written %s, found %s".formatted(name,
                String.join(" or ", formats.stream().map(Format::pattern).toList()), Quote.of(text)));
        return null;
    }

    private static Instant counted(String text, BigDecimal nanosOfOne) {
        try {
            return ExactDecimal.parse(text.strip()).map(count -> {
                BigDecimal[] parts = count.multiply(nanosOfOne).divideAndRemainder(SECOND);
                return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
            }).orElse(null);
        } catch (ArithmeticException | DateTimeException tooLarge) {
            return null;
        }
    }

    private Instant parsed(String text, DateTimeFormatter formatter, String name, Reasons reasons) {
        try {
            TemporalAccessor read = formatter.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from,
                    LocalDate::from);
            if (read instanceof OffsetDateTime withOffset) {
                return withOffset.toInstant();
            }
            if (zone == null) {
                reasons.add(ReasonCode.TIMESTAMP_WITHOUT_ZONE, name,
                        "%s carries no zone and the mapping names none, found %s"
                            .formatted(name, Quote.of(text)));
                return null;
            }
            if (read instanceof LocalDateTime local) {
                return local.atZone(zone).toInstant();
            }
            return ((LocalDate) read).plusDays(endOfDay ? 1 : 0).atStartOfDay(zone).toInstant();
        } catch (DateTimeException notSo) {
            return null;
        }
    }
}
