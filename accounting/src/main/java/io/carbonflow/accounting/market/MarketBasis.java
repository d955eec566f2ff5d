package io.carbonflow.accounting.market;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.factor.Notice;

/**
 * What energy costs the climate by what was contracted for it (GHG Protocol Scope 2 Guidance, chapter 6): certificates,
 * then contracts, then suppliers' rates, until the consumption is covered; a residual mix for the rest, else the grid
 * average.
 *
 * @param components what the rate is made of, in the order they were drawn on; shares add up to 1 less {@code uncovered}
 * @param uncovered share of the consumption for which no rate is known, 0 to 1
 * @param notices what a reader must know
 */
public record MarketBasis(List<Component> components, BigDecimal uncovered, List<Notice> notices) {

    /** Renewable by contract: without the contract's own rate there is none, and never zero by default. */
    public static final String CONTRACTED_RENEWABLE = "electricity.renewable";

    public MarketBasis {
        components = List.copyOf(components);
        requireNonNull(uncovered, "uncovered is null");
        notices = List.copyOf(notices);
    }

    /**
     * Draws on the instruments for energy used at a place on a day.
     *
     * @param activity the energy's code; neither residual mix nor grid average stand in for {@value #CONTRACTED_RENEWABLE}
     * @param country ISO 3166-1 alpha-2; null where not stated
     * @param facilityId null where not stated
     * @param locationRate kg CO2e per kWh of the grid average; null where there is none
     */
    public static MarketBasis of(EnergyInstruments instruments, String activity, String country, String facilityId,
            LocalDate day, BigDecimal locationRate) {
        var coverage = new Coverage(country, day);
        instruments.instruments()
            .stream()
            .filter(instrument -> instrument.appliesTo(activity, country, facilityId, day))
            .sorted(Coverage.ORDER)
            .filter(instrument -> !isContractedRenewable(activity)
                    || instrument.kind() != EnergyInstruments.Kind.RESIDUAL_MIX)
            .forEach(coverage::draw);
        return isContractedRenewable(activity) ? coverage.basis() : coverage.completedBy(locationRate).basis();
    }

    /** kg CO2e per kWh over the whole consumption, exact; empty where some of it has no rate. */
    public Optional<BigDecimal> kgCo2ePerKwh() {
        return uncovered.signum() > 0
                ? Optional.empty()
                : components.stream()
                    .map(component -> component.share().multiply(component.kgCo2ePerKwh()))
                    .reduce(BigDecimal::add);
    }

    /** What is missing for a rate, in words; empty where nothing is. */
    public Optional<String> missing() {
        return uncovered.signum() == 0
                ? Optional.empty()
                : Optional.of("no certificate, contract or supplier's rate is known for a share of %s of it".formatted(
                        uncovered.stripTrailingZeros().toPlainString()));
    }

    private static boolean isContractedRenewable(String activity) {
        return activity.equals(CONTRACTED_RENEWABLE) || activity.startsWith(CONTRACTED_RENEWABLE + ".");
    }

    /**
     * A share of the consumption with a rate of its own.
     *
     * @param id of the instrument; {@code grid_average} for the grid's
     * @param kind of the instrument, for example {@code certificate}; {@code grid_average} for the grid's
     * @param share of the consumption, above 0 and up to 1
     * @param kgCo2ePerKwh its rate
     * @param source who says so; empty for the grid average, whose factor is named by the location-based result
     */
    public record Component(String id, String kind, BigDecimal share, BigDecimal kgCo2ePerKwh, String source) {

        /** The kind, and id, of what the grid average stands in for. */
        public static final String GRID_AVERAGE = "grid_average";

        public Component {
            requireNonNull(id, "id is null");
            requireNonNull(kind, "kind is null");
            requireNonNull(share, "share is null");
            requireNonNull(kgCo2ePerKwh, "kgCo2ePerKwh is null");
            requireNonNull(source, "source is null");
        }
    }
}
