package io.carbonflow.accounting.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * The quantity of one element.
 *
 * @param quantity what a factor is multiplied by
 * @param basis how it came about; empty where it is as stated
 * @param factorActivity the energy it is an amount of; null where it is of the activity itself
 * @param notices what a reader must know
 */
record Worked(Quantity quantity, Optional<Basis> basis, String factorActivity, List<Notice> notices) {

    static Worked asStated(Quantity quantity, String factorActivity) {
        return new Worked(quantity, Optional.empty(), factorActivity, List.of());
    }

    /** A formula as it grows, with its inputs and what is to be said of it. */
    static final class Formulation {

        private final StringBuilder formula = new StringBuilder();
        private final TreeMap<String, BasisInput> inputs = new TreeMap<>();
        private final List<Notice> notices = new ArrayList<>();

        /** Adds an operator or parenthesis. */
        Formulation then(String text) {
            formula.append(text);
            return this;
        }

        /** Adds an input by its name. */
        Formulation then(String name, BasisInput input) {
            inputs.put(name, input);
            return then(name);
        }

        /** Lists an input the formula does not need, for whoever reads the receipt. */
        Formulation beside(String name, BasisInput input) {
            inputs.put(name, input);
            return this;
        }

        Formulation notice(NoticeCode code, String detail) {
            notices.add(new Notice(code, detail));
            return this;
        }

        /** Adds a distance with its adjustment. */
        Formulation thenCovered(TransportDistance distance) {
            DistanceAdjustment adjustment = distance.adjustment();
            if (distance.fromCoordinates()) {
                notice(NoticeCode.DISTANCE_FROM_COORDINATES, "the distance, %s km, is the %s".formatted(
                        distance.stated().toPlainString(), distance.source()));
            }
            then(adjustment.adds() ? "(" : "").then("distance", distance.input());
            if (adjustment.adds()) {
                then(" + ").then("distance_added", new BasisInput(adjustment.addedKilometres(),
                        Unit.KILOMETRE.code(), adjustment.source()))
                    .then(")");
                notice(NoticeCode.DISTANCE_ADJUSTED, "%s km are added to the distance: %s".formatted(
                        adjustment.addedKilometres().toPlainString(), adjustment.source()));
            }
            return thenAdjusted(adjustment);
        }

        /** Adds the factor of an adjustment, where it has one. */
        Formulation thenAdjusted(DistanceAdjustment adjustment) {
            if (adjustment.multiplies()) {
                then(" * ").then("distance_adjustment", new BasisInput(adjustment.factor(), "", adjustment.source()));
                notice(NoticeCode.DISTANCE_ADJUSTED, "the distance is multiplied by %s: %s".formatted(
                        adjustment.factor().toPlainString(), adjustment.source()));
            }
            return this;
        }

        Worked in(Unit unit, String factorActivity) {
            var basis = new Basis(Formula.parse(formula.toString()), inputs, unit);
            return new Worked(basis.quantity(), Optional.of(basis), factorActivity, List.copyOf(notices));
        }
    }
}
