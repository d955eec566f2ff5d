package io.carbonflow.query.master;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A meter or sensor.
 *
 * @param id             the element of its topic that names it
 * @param timeZone       IANA zone for times that come without one
 * @param cadenceSeconds how often it is expected to report
 * @param measures       {@code counter}, {@code interval} or {@code power}
 */
@RegisterForReflection
public record Device(String id, String family, String facilityId, String supplierId, String country,
        String subdivision, String timeZone, Integer cadenceSeconds, String measures, Instant updatedAt) {}
