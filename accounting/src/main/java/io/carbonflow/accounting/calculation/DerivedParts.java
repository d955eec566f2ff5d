package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.calculation.PlanCompiler.Chosen;
import io.carbonflow.accounting.factor.Boundary;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.methodology.DerivedPart;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.receipt.AppliedFactor;
import io.carbonflow.accounting.receipt.Portion;
import io.carbonflow.accounting.rules.Policy;

/**
 * The supply of fuel and the losses of grids. They are results of their own where what causes them is scope 1 or 2
 * (Scope 3 Standard, category 3), and in one figure with it where that is Scope 3 itself, as freight is well to wheel.
 */
final class DerivedParts {

    private static final Attribution FUEL_AND_ENERGY_RELATED = new Attribution(3, OptionalInt.of(3),
            "fuel_and_energy_related_activities", false);

    private final FactorChoice factors;
    private final Policy policy;

    DerivedParts(FactorChoice factors, Policy policy) {
        this.factors = factors;
        this.policy = policy;
    }

    /**
     * The figure with the supply of the fuel in it, where transport is calculated from its energy and belongs to scope 3;
     * else the figure as it is.
     */
    Checked<Candidate> whole(Candidate candidate, Methodology methodology, Situation situation,
            Attribution attribution) {
        boolean isOfTransport = situation.item().isFromEnergy() && candidate.figure() == CarriedFigure.NONE
                && methodology.factor().from() == io.carbonflow.accounting.methodology.FactorQuery.From.LIBRARY;
        if (!isOfTransport || attribution.scope() != 3) {
            return Checked.of(candidate);
        }
        return supply(candidate, methodology, situation, FactorPart.WELL_TO_TANK).fold(
                supply -> Checked.of(summed(candidate, supply)),
                why -> Checked.of(candidate.noting(List.of(notCovered(situation, List.of(FactorPart.WELL_TO_TANK))))));
    }

    private static Candidate summed(Candidate candidate, Candidate supply) {
        AppliedFactor fuel = candidate.factor();
        AppliedFactor upstream = supply.factor();
        var sum = AppliedFactor.composed(fuel.id() + "+" + upstream.id(), fuel.source() + "; " + upstream.source(),
                fuel.region(), fuel.year(), List.of(
                        new AppliedFactor.Component(FactorPart.ACTIVITY.code(), BigDecimal.ONE, fuel),
                        new AppliedFactor.Component(FactorPart.WELL_TO_TANK.code(), BigDecimal.ONE, upstream)));
        return candidate.with(sum).noting(supply.notices());
    }

    /** The figure less what is a result of its own: the supply of the fuel, where scope 1 or 2 is asked for. */
    Candidate withoutWhatIsDerived(Candidate candidate, Situation situation, Attribution attribution) {
        boolean isApart = attribution.scope() != 3 && candidate.factor().wellToTank() != null;
        return isApart ? candidate.with(candidate.factor().with(Portion.WITHOUT_WELL_TO_TANK)) : candidate;
    }

    /** The derived parts of the official figure. */
    Found of(Chosen official, Situation situation) {
        if (official.attribution().scope() == 3) {
            return parts(official, situation, ofScope3(official, situation));
        }
        if (!policy.includesUpstreamOfEnergy() || official.candidate().boundary() == Boundary.LIFE_CYCLE) {
            return Found.NONE;
        }
        List<DerivedPart> asked = official.methodology().derived();
        boolean isIncluded = official.candidate().factor().wellToTank() != null;
        if (isIncluded && asked.stream().noneMatch(part -> part.part() == FactorPart.WELL_TO_TANK)) {
            asked = List.of(new DerivedPart(FactorPart.WELL_TO_TANK, FUEL_AND_ENERGY_RELATED));
        } else if (asked.isEmpty() && situation.item().isFromEnergy()) {
            asked = List.of(new DerivedPart(FactorPart.WELL_TO_TANK, FUEL_AND_ENERGY_RELATED));
        }
        return parts(official, situation, asked);
    }

    /** What a methodology that places its own results asks for, and what the company counts of travel. */
    private List<DerivedPart> ofScope3(Chosen official, Situation situation) {
        List<DerivedPart> asked = official.methodology().attribution().isPresent()
                ? official.methodology().derived()
                : List.of();
        boolean isTravel = policy.includesWellToTankOfTravel() && PlanCompiler.isTravel(situation.family());
        return isTravel && asked.isEmpty()
                ? List.of(new DerivedPart(FactorPart.WELL_TO_TANK, official.attribution()))
                : asked;
    }

    private Found parts(Chosen official, Situation situation, List<DerivedPart> asked) {
        var found = new EnumMap<FactorPart, Chosen>(FactorPart.class);
        var missing = new ArrayList<FactorPart>();
        for (DerivedPart part : asked) {
            AppliedFactor factor = official.candidate().factor();
            if (part.part() == FactorPart.WELL_TO_TANK && factor.wellToTank() != null) {
                Candidate supply = official.candidate().with(factor.with(Portion.WELL_TO_TANK));
                found.put(part.part(), new Chosen(official.methodology(), part.attribution(), supply));
            } else {
                Checked<Candidate> supply = supply(official.candidate(), official.methodology(), situation,
                        part.part());
                if (supply.reasons().isEmpty()) {
                    found.put(part.part(), new Chosen(official.methodology(), part.attribution(), supply.value()));
                } else {
                    missing.add(part.part());
                }
            }
        }
        return new Found(found, missing.isEmpty() ? List.of() : List.of(notCovered(situation, missing)));
    }

    private Checked<Candidate> supply(Candidate activity, Methodology methodology, Situation situation,
            FactorPart part) {
        String code = methodology.factor().activity() == null
                ? situation.item().factorActivity()
                : methodology.factor().activityFor(situation.facts()).orElse(situation.item().factorActivity());
        return factors.part(part, code, methodology.factor(), situation, activity.quantity(), activity.unit());
    }

    private static Notice notCovered(Situation situation, List<FactorPart> parts) {
        return new Notice(NoticeCode.UPSTREAM_NOT_COVERED, "no factor for %s of %s%s; it is not counted".formatted(
                String.join(", ", parts.stream().map(part -> part.code().replace('_', ' ')).toList()),
                situation.item().factorActivity(),
                situation.facts().country() == null ? "" : " in " + situation.facts().country()));
    }

    /**
     * What was found.
     *
     * @param parts by part
     * @param notices on what was not
     */
    record Found(Map<FactorPart, Chosen> parts, List<Notice> notices) {

        static final Found NONE = new Found(Map.of(), List.of());
    }
}
