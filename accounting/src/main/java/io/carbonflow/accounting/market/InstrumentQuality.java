package io.carbonflow.accounting.market;

import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;
import java.util.Set;

/**
 * What an instrument says on the Scope 2 Guidance's quality criteria (table 7.1): that its energy was generated close to
 * when it is claimed, in the market it is claimed in, and that it was retired for the claimant.
 *
 * @param vintageFirst first year of generation; null where not stated
 * @param vintageLast last year of generation; null where not stated
 * @param market the countries of the market it was issued in, ISO 3166-1 alpha-2; empty where not stated
 * @param isRetired whether it is redeemed, retired or cancelled for the company; null where not stated
 */
public record InstrumentQuality(Year vintageFirst, Year vintageLast, Set<String> market, Boolean isRetired) {

    /** Nothing is said. */
    public static final InstrumentQuality NOT_STATED = new InstrumentQuality(null, null, Set.of(), null);

    /** How many years generation and consumption may lie apart for the instrument to count. */
    public static final int VINTAGE_YEARS_APART_MAX = 1;

    public InstrumentQuality {
        market = Set.copyOf(market);
        if ((vintageFirst == null) != (vintageLast == null)
                || (vintageFirst != null && vintageFirst.isAfter(vintageLast))) {
            throw new IllegalArgumentException("vintage is %s to %s, allowed are both years in order, or neither"
                .formatted(vintageFirst, vintageLast));
        }
    }

    /** Why the instrument must not be claimed for energy used in that country on that day; empty where it may. */
    Optional<String> failure(String country, LocalDate day) {
        if (Boolean.FALSE.equals(isRetired)) {
            return Optional.of("it is not retired for the company");
        }
        if (!market.isEmpty() && country != null && !market.contains(country)) {
            return Optional.of("it is of another market than " + country);
        }
        if (vintageFirst != null && yearsApart(day) > VINTAGE_YEARS_APART_MAX) {
            return Optional.of("its vintage %s is more than %d year from %d".formatted(vintage(),
                    VINTAGE_YEARS_APART_MAX, day.getYear()));
        }
        return Optional.empty();
    }

    /** What a reader must know although it may be claimed; empty where every criterion is stated and met. */
    Optional<String> remark(LocalDate day) {
        if (vintageFirst == null) {
            return Optional.of("its vintage is not stated");
        }
        if (yearsApart(day) > 0) {
            return Optional.of("its vintage %s is not %d".formatted(vintage(), day.getYear()));
        }
        if (market.isEmpty()) {
            return Optional.of("its market is not stated");
        }
        return isRetired == null ? Optional.of("whether it is retired is not stated") : Optional.empty();
    }

    private int yearsApart(LocalDate day) {
        return Math.max(0, Math.max(vintageFirst.getValue() - day.getYear(), day.getYear() - vintageLast.getValue()));
    }

    private String vintage() {
        return vintageFirst.equals(vintageLast) ? vintageFirst.toString() : vintageFirst + " to " + vintageLast;
    }
}
