package io.carbonflow.ledger.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;

/**
 * Until when what is stored now is kept, by class and tenant. Long periods begin at the end of the month of booking, so that
 * a month of them goes as a whole.
 */
@ApplicationScoped
public class RetentionPeriods {

    /** From here on a month more or less matters less than that removing it costs nothing. */
    private static final Duration LONG = Duration.ofDays(90);

    private final Periods usual;
    private final Map<String, Periods> byTenant = new HashMap<>();

    public RetentionPeriods(RetentionConfig config) {
        usual = new Periods(config.letters(), config.rawCopies(), config.activities().orElse(null));
        config.tenants().filter(items -> !items.isBlank()).ifPresent(items -> {
            for (String item : items.split(",", -1)) {
                add(item.strip());
            }
        });
    }

    /** Until when the bytes of what was refused are kept; up to then at once where they are not kept at all. */
    public Instant lettersUntil(String tenantId, Instant rejectedAt) {
        return rejectedAt.plus(of(tenantId).letters());
    }

    /** Until when the bytes of what was booked are kept; empty where they are not kept at all. */
    public Optional<Instant> rawCopiesUntil(String tenantId, Instant bookedAt) {
        Duration period = of(tenantId).rawCopies();
        return period.isZero() ? Optional.empty() : Optional.of(end(bookedAt, period));
    }

    /** Whether what booked events say is kept at all. */
    public boolean keepsActivities(String tenantId) {
        Duration period = of(tenantId).activities();
        return period == null || !period.isZero();
    }

    /** Until when what a booked event says is kept; null is for ever. */
    public Instant activitiesUntil(String tenantId, Instant bookedAt) {
        Duration period = of(tenantId).activities();
        return period == null ? null : end(bookedAt, period);
    }

    private Periods of(String tenantId) {
        return byTenant.getOrDefault(tenantId, usual);
    }

    private static Instant end(Instant bookedAt, Duration period) {
        Instant begin = period.compareTo(LONG) < 0 ? bookedAt
                : YearMonth.from(bookedAt.atOffset(ZoneOffset.UTC))
                    .plusMonths(1)
                    .atDay(1)
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC);
        return begin.plus(period);
    }

    private void add(String item) {
        String[] parts = item.split(":", -1);
        if (parts.length != 3 || !parts[0].matches(RecordKey.TENANT_PATTERN)) {
            throw new IllegalArgumentException(
                    "CARBONFLOW_LEDGER_RETENTION_TENANTS is tenant:class:period,… , found " + item);
        }
        Periods present = of(parts[0]);
        byTenant.put(parts[0], switch (parts[1]) {
            case "letters" -> present.withLetters(period(parts[2]));
            case "raw-copies" -> present.withRawCopies(period(parts[2]));
            case "activities" -> present.withActivities(period(parts[2]));
            default ->
                throw new IllegalArgumentException("the class of CARBONFLOW_LEDGER_RETENTION_TENANTS is letters, "
                        + "raw-copies or activities, found " + parts[1]);
        });
    }

    private static Duration period(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "the period of CARBONFLOW_LEDGER_RETENTION_TENANTS is one such as P30D or PT12H, found " + text, e);
        }
    }
}
