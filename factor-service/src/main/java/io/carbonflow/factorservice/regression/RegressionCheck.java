package io.carbonflow.factorservice.regression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.factorservice.regression.RegressionReport.Moved;
import io.carbonflow.factorservice.selection.Change;
import io.carbonflow.factorservice.selection.FactorOnly;
import io.carbonflow.factorservice.selection.FactorOnly.Outcome;

/** Compares a portfolio under two libraries. */
final class RegressionCheck {

    private static final String BASIS = "quantity times selected factor, AR6, no set preferred, no edition pinned; "
            + "no methodologies, shares or instruments";

    private final BigDecimal tolerancePercent;
    private final List<Moved> compared = new ArrayList<>();
    private final List<Moved> newlyCovered = new ArrayList<>();
    private final List<Moved> notCovered = new ArrayList<>();
    private BigDecimal before = BigDecimal.ZERO;
    private BigDecimal after = BigDecimal.ZERO;

    private RegressionCheck(BigDecimal tolerancePercent) {
        this.tolerancePercent = tolerancePercent;
    }

    static RegressionReport of(ReferencePortfolio portfolio, FactorLibrary inForce, FactorLibrary withDraft,
            BigDecimal tolerancePercent) {
        var check = new RegressionCheck(tolerancePercent);
        for (PortfolioLine line : portfolio.lines()) {
            check.compare(line, FactorOnly.of(inForce, line.question()), FactorOnly.of(withDraft, line.question()));
        }
        return check.report(portfolio);
    }

    private void compare(PortfolioLine line, Outcome now, Outcome then) {
        if (!now.isKnown()) {
            (then.isKnown() ? newlyCovered : notCovered).add(new Moved(line.inWords(), null,
                    then.isKnown() ? Change.shown(then.kgCo2e()) : null, null, null, then.factorId(), true));
            return;
        }
        if (then.isKnown()) {
            before = before.add(now.kgCo2e());
            after = after.add(then.kgCo2e());
        }
        boolean within = then.isKnown() && !Change.isBeyond(now.kgCo2e(), then.kgCo2e(), tolerancePercent);
        compared.add(new Moved(line.inWords(), Change.shown(now.kgCo2e()),
                then.isKnown() ? Change.shown(then.kgCo2e()) : null,
                then.isKnown() ? Change.percent(now.kgCo2e(), then.kgCo2e()) : null, now.factorId(), then.factorId(),
                within));
    }

    private RegressionReport report(ReferencePortfolio portfolio) {
        var total = new Moved("total", Change.shown(before), Change.shown(after), Change.percent(before, after), null,
                null, !Change.isBeyond(before, after, tolerancePercent));
        var beyond = compared.stream()
            .filter(line -> !line.withinTolerance())
            .sorted(Comparator.comparing(RegressionCheck::size).reversed())
            .toList();
        return new RegressionReport(portfolio.version(), BASIS, tolerancePercent,
                beyond.isEmpty() && total.withinTolerance(), compared.size(), total, beyond,
                List.copyOf(newlyCovered), List.copyOf(notCovered));
    }

    /** A move no percentage tells comes first. */
    private static BigDecimal size(Moved line) {
        return line.percent() == null ? new BigDecimal(Long.MAX_VALUE) : line.percent().abs();
    }
}
