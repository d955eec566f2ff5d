package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.market.EnergyInstruments;
import io.carbonflow.accounting.market.MarketBasis;
import io.carbonflow.accounting.quality.QualityMarks;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.AppliedFactor;
import io.carbonflow.accounting.rules.Facts;
import io.carbonflow.accounting.rules.Policy;

/** Puts the figure for market-based Scope 2 together from contracts, residual mixes and, for the rest, the grid average. */
final class MarketChoice {

    private static final QualityMarks CONTRACT_MARKS = new QualityMarks(1, 1, 1, 1, 1);

    private final EnergyInstruments instruments;
    private final Policy policy;

    MarketChoice(EnergyInstruments instruments, Policy policy) {
        this.instruments = instruments;
        this.policy = policy;
    }

    /** Whether any contract applies. */
    boolean covers(Facts facts) {
        return !basis(facts, null).components().isEmpty();
    }

    /** The figure, or why there is none; the location-based one stands in where it is there and nothing else is. */
    Checked<Candidate> of(Situation situation, Optional<Candidate> location) {
        if (situation.unit().dimension() != Dimension.ENERGY) {
            return Checked.refused(RefusalCode.UNIT_MISMATCH, "unit", "%s is %s; contracts are for an energy".formatted(
                    situation.unit(), situation.unit().dimension().words()));
        }
        MarketBasis basis = basis(situation.facts(), location.map(this::kilogramsPerKilowattHour).orElse(null));
        Optional<String> missing = basis.missing();
        if (missing.isPresent()) {
            return Checked.refused(RefusalCode.FACTOR_NOT_FOUND, "activity", missing.get());
        }
        List<MarketBasis.Component> components = basis.components();
        if (components.size() == 1 && isGridAverage(components.get(0))) {
            return Checked.of(location.orElseThrow().noting(basis.notices()));
        }
        return Checked.of(composed(situation, location, basis).noting(basis.notices()));
    }

    private MarketBasis basis(Facts facts, BigDecimal locationRate) {
        return MarketBasis.of(instruments, facts.activity(), facts.country(), facts.facilityId(), facts.day(),
                locationRate);
    }

    private BigDecimal kilogramsPerKilowattHour(Candidate location) {
        AppliedFactor factor = location.factor();
        Conversion step = Unit.KILOWATT_HOUR.conversionTo(factor.per());
        return factor.valueUnder(policy.gwpSet())
            .multiply(factor.mass().conversionTo(Unit.KILOGRAM).multiplier())
            .multiply(step.multiplier())
            .divide(step.divisor(), Conversion.WORKING_PRECISION);
    }

    private static boolean isGridAverage(MarketBasis.Component component) {
        return component.kind().equals(MarketBasis.Component.GRID_AVERAGE);
    }

    private static Candidate composed(Situation situation, Optional<Candidate> location, MarketBasis basis) {
        var parts = new ArrayList<AppliedFactor.Component>();
        QualityMarks marks = CONTRACT_MARKS;
        for (MarketBasis.Component component : basis.components()) {
            boolean isGrid = isGridAverage(component);
            AppliedFactor factor = isGrid ? location.orElseThrow().factor() : instrument(component, situation);
            marks = isGrid ? location.orElseThrow().marks() : marks;
            parts.add(new AppliedFactor.Component(component.kind(), component.share(), factor));
        }
        String id = "market:" + String.join("+", basis.components()
            .stream()
            .map(MarketBasis.Component::id)
            .toList());
        String source = String.join("; ", parts.stream().map(part -> part.factor().source()).distinct().toList());
        var factor = AppliedFactor.composed(id, source, situation.facts().country(), situation.facts().day().getYear(),
                parts);
        return new Candidate(factor, CarriedFigure.NONE, QuantitySource.OWN, situation.unit(), null, marks, null,
                List.of());
    }

    private static AppliedFactor instrument(MarketBasis.Component component, Situation situation) {
        return new AppliedFactor(component.id(), "instruments", component.source(), situation.facts().country(),
                situation.facts().day().getYear(), component.kgCo2ePerKwh(), Unit.KILOGRAM, Unit.KILOWATT_HOUR,
                GasMasses.UNKNOWN, null);
    }
}
