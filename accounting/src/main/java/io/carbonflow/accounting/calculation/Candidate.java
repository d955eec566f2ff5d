package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.accounting.factor.Boundary;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.quality.QualityMarks;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.AppliedFactor;

/**
 * A figure a quantity can be multiplied by.
 *
 * @param factor the figure
 * @param figure whether its value comes with every event, and as which
 * @param quantity how what it is multiplied by comes about
 * @param unit of what it is multiplied by
 * @param boundary which part of the life it covers; null where that is not known
 * @param marks how good the figure is, and how near to the activity
 * @param statedGsd2 the spread its publisher states; null where none
 * @param notices what a reader must know
 */
record Candidate(AppliedFactor factor, CarriedFigure figure, QuantitySource quantity, Unit unit, Boundary boundary,
        QualityMarks marks, BigDecimal statedGsd2, List<Notice> notices) {

    Candidate {
        notices = List.copyOf(notices);
    }

    Candidate with(AppliedFactor another) {
        return new Candidate(another, figure, quantity, unit, boundary, marks, statedGsd2, notices);
    }

    Candidate noting(List<Notice> more) {
        var all = new ArrayList<>(notices);
        all.addAll(more);
        return new Candidate(factor, figure, quantity, unit, boundary, marks, statedGsd2, all);
    }
}
