package io.carbonflow.accounting.market;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

    /** The days from which the answer may change, so that it may be remembered between them. */
    public Set<LocalDate> boundaries() {
        var days = new TreeSet<LocalDate>();
        for (Instrument instrument : instruments) {
            if (instrument.validFrom() != null) {
                days.add(instrument.validFrom());
            }
            if (instrument.validTo() != null) {
                days.add(instrument.validTo().plusDays(1));
            }
        }
        return days;
    }

    /** The kinds in the order of the Scope 2 Guidance's hierarchy (table 6.3), best first. */
    public enum Kind {
        CERTIFICATE,
        CONTRACT,
        SUPPLIER_RATE,
        RESIDUAL_MIX;

        /** Reads the kind's code, for example {@code supplier_rate}. */
        public static Optional<Kind> find(String code) {
            for (Kind kind : values()) {
                if (kind.code().equals(code)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

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
     * @param share of the consumption it covers, above 0 and up to 1; a residual mix covers whatever is left
     * @param kgCo2ePerKwh its rate, zero or more
     * @param source who issued it
     * @param quality what it says on the quality criteria
     */
    public record Instrument(String id, Kind kind, String activity, String country, Set<String> facilityIds,
            LocalDate validFrom, LocalDate validTo, BigDecimal share, BigDecimal kgCo2ePerKwh, String source,
            InstrumentQuality quality) {

        public Instrument {
            requireNonNull(id, "id is null");
            requireNonNull(kind, "kind is null");
            requireNonNull(activity, "activity is null");
            facilityIds = Set.copyOf(facilityIds);
            requireNonNull(share, "share is null");
            requireNonNull(kgCo2ePerKwh, "kgCo2ePerKwh is null");
            requireNonNull(source, "source is null");
            requireNonNull(quality, "quality is null");
            if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("share of %s is %s, allowed is above 0 and up to 1".formatted(id,
                        share.toPlainString()));
            }
            if (kgCo2ePerKwh.signum() < 0) {
                throw new IllegalArgumentException("kgCo2ePerKwh of %s is %s, allowed is 0 or more".formatted(id,
                        kgCo2ePerKwh.toPlainString()));
            }
        }

        /** An instrument that says nothing on the quality criteria. */
        public Instrument(String id, Kind kind, String activity, String country, Set<String> facilityIds,
                LocalDate validFrom, LocalDate validTo, BigDecimal share, BigDecimal kgCo2ePerKwh, String source) {
            this(id, kind, activity, country, facilityIds, validFrom, validTo, share, kgCo2ePerKwh, source,
                    InstrumentQuality.NOT_STATED);
        }

        /** Whether it is for this energy, at this place, on this day. */
        boolean appliesTo(String consumed, String inCountry, String facilityId, LocalDate day) {
            return (consumed.equals(activity) || consumed.startsWith(activity + "."))
                    && (country == null || country.equals(inCountry))
                    && (facilityIds.isEmpty() || (facilityId != null && facilityIds.contains(facilityId)))
                    && (validFrom == null || !day.isBefore(validFrom))
                    && (validTo == null || !day.isAfter(validTo));
        }
    }
}
