package io.carbonflow.accounting.methodology;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * Where a methodology's factor comes from.
 *
 * @param from who gives it
 * @param activity the code to look up in the library; null for the activity's own
 * @param region the region to look in; null for the activity's own
 * @param sets regulatory sets to prefer; empty for the policy's
 */
public record FactorQuery(From from, String activity, String region, List<String> sets) {

    public FactorQuery {
        requireNonNull(from, "from is null");
        sets = List.copyOf(sets);
    }

    /** Who gives a factor. */
    public enum From {
        /** The factor library. */
        LIBRARY,
        /** The reading's own grid intensity. */
        GRID_INTENSITY,
        /** The supplier's own factor. */
        SUPPLIER_FACTOR,
        /** The carrier's own mass of CO2e. */
        CARRIER_FIGURE,
        /** Contracts, certificates and residual mixes, in the order of the Scope 2 Guidance. */
        INSTRUMENTS,
        /** The quantity is itself a mass of CO2e, as an investee or a lessee reports it. */
        REPORTED_EMISSIONS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
