package io.carbonflow.accounting.organisation;

import java.util.Map;
import java.util.Optional;

/**
 * The facilities of the reporting company that are not simply its own.
 *
 * @param version counts up with every change; 0 where nothing was ever said
 * @param facilities by id
 */
public record Organisation(int version, Map<String, Facility> facilities) {

    /** Every facility is wholly the company's own. */
    public static final Organisation UNSTATED = new Organisation(0, Map.of());

    public Organisation {
        facilities = Map.copyOf(facilities);
    }

    /** What is said of a facility; empty where nothing is. */
    public Optional<Facility> find(String facilityId) {
        return facilityId == null ? Optional.empty() : Optional.ofNullable(facilities.get(facilityId));
    }
}
