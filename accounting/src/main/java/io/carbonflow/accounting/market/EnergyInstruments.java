package io.carbonflow.accounting.market;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Contractual instruments and residual mixes for market-based figures.
 *
 * @param version counts up with every change; 0 where there are none
 * @param instruments in no order
 */
public record EnergyInstruments(int version, List<Instrument> instruments) {

    /** No instruments. */
    public static final EnergyInstruments NONE = new EnergyInstruments(0, List.of());

    public EnergyInstruments {
        instruments = List.copyOf(instruments);
    }

    /** The kinds in the order of the Scope 2 Guidance's hierarchy (table 6.3), best first. */
    public enum Kind {
        CERTIFICATE,
        CONTRACT,
        SUPPLIER_RATE,
        RESIDUAL_MIX;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One instrument.
     *
     * @param id its name, for example the certificate's number
     * @param kind what it is
     * @param activity the energy it is for, for example {@code electricity.grid}
     * @param country where it holds; null for everywhere
     * @param facilityIds the facilities it covers; empty for all
     * @param validFrom first day; null where open
     * @param validTo last day; null where open
     * @param share of the consumption it covers, above 0 and up to 1
     * @param kgCo2ePerKwh its rate
     * @param source who issued it
     */
    public record Instrument(String id, Kind kind, String activity, String country, Set<String> facilityIds,
            LocalDate validFrom, LocalDate validTo, BigDecimal share, BigDecimal kgCo2ePerKwh, String source) {

        public Instrument {
            requireNonNull(id, "id is null");
            requireNonNull(kind, "kind is null");
            requireNonNull(activity, "activity is null");
            facilityIds = Set.copyOf(facilityIds);
            requireNonNull(share, "share is null");
            requireNonNull(kgCo2ePerKwh, "kgCo2ePerKwh is null");
            requireNonNull(source, "source is null");
        }
    }
}
