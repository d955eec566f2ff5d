package io.carbonflow.factorservice.preview;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.AppliedFactor;
import io.carbonflow.factorservice.selection.FactorOnly;

/**
 * Booked entries under the library in force and with a draft. A booking may be more than quantity times factor: a share
 * of it, money in another year's prices, a distance adjusted. That ratio, booked mass over quantity times the factor it
 * was booked with, is taken over into both sides, so that only the factor makes the difference.
 */
final class Recalculation {

    private final FactorLibrary inForce;
    private final FactorLibrary withDraft;

    Recalculation(FactorLibrary inForce, FactorLibrary withDraft) {
        this.inForce = inForce;
        this.withDraft = withDraft;
    }

    /**
     * What becomes of a group.
     *
     * @param current kg CO2e under the library in force, unrounded; null where not calculated
     * @param draft   kg CO2e with the draft, unrounded; null where not calculated
     * @param factor  the factor with the draft; null where not calculated
     * @param carried whether the figure came with the event, which no library changes
     * @param reason  why it was not calculated; null where it was
     */
    record Result(BigDecimal current, BigDecimal draft, String factor, boolean carried, String reason) {

        static Result left(String reason) {
            return new Result(null, null, null, false, reason);
        }
    }

    Result of(BookedGroup group) {
        if (group.edition().equals(AppliedFactor.CARRIED)) {
            return new Result(null, null, null, true, "the figure came with the event");
        }
        Optional<EmissionFactor> booked = inForce.find(group.factorId(), group.edition())
            .or(() -> inForce.find(group.factorId(), null));
        Optional<Unit> unit = Unit.find(group.unit());
        Optional<GwpSet> gwpSet = GwpSet.find(group.gwpSet());
        if (booked.isEmpty()) {
            return Result.left("the factor " + group.factorId() + " it was booked with is not in the library");
        }
        if (unit.isEmpty() || gwpSet.isEmpty()) {
            return Result.left("unit " + group.unit() + " or set " + group.gwpSet() + " is not known");
        }
        if (!unit.get().convertsTo(booked.get().unit())) {
            return Result.left("%s does not convert to %s, which the factor is per: the quantity was worked out"
                .formatted(group.unit(), booked.get().unit()));
        }
        return recalculated(group, booked.get(), unit.get(), gwpSet.get());
    }

    private Result recalculated(BookedGroup group, EmissionFactor booked, Unit unit, GwpSet gwpSet) {
        var question = new FactorOnly.Question(group.activity(), booked.part(), group.quantity(), unit,
                group.country(), group.subdivision(), group.year(), gwpSet);
        var current = FactorOnly.of(inForce, question);
        var draft = FactorOnly.of(withDraft, question);
        if (!current.isKnown() || !draft.isKnown()) {
            return Result.left(current.isKnown() ? draft.missing() : current.missing());
        }
        BigDecimal plain = FactorOnly.times(group.quantity(), unit, booked, gwpSet);
        if (plain.signum() == 0) {
            return new Result(current.kgCo2e(), draft.kgCo2e(), draft.factorId(), false, null);
        }
        return new Result(scaled(current.kgCo2e(), group, plain), scaled(draft.kgCo2e(), group, plain),
                draft.factorId(), false, null);
    }

    private static BigDecimal scaled(BigDecimal kilograms, BookedGroup group, BigDecimal plain) {
        return kilograms.multiply(group.kgCo2e()).divide(plain, Conversion.WORKING_PRECISION);
    }
}
