package io.carbonflow.query.master;

import java.math.BigDecimal;
import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A meter or sensor.
 *
 * @param id             the element of its topic that names it
 * @param timeZone       IANA zone for times that come without one
 * @param cadenceSeconds how often it is expected to report
 * @param measures       {@code counter}, {@code interval}, {@code power}, or {@code context} for what is no activity
 * @param unit           of its values, where its family does not say or it differs
 * @param activity       what is measured, as an activity code; null for electricity from the grid
 * @param counterMax     the stand after which its counter begins at zero again; null where it does not
 * @param powerMaxKw     more than this on average over an interval is implausible; null for no limit
 */
@RegisterForReflection
public record Device(String id, String family, String facilityId, String supplierId, String country,
        String subdivision, String timeZone, Integer cadenceSeconds, String measures, String unit, String activity,
        BigDecimal counterMax, BigDecimal powerMaxKw, Instant updatedAt) {}
