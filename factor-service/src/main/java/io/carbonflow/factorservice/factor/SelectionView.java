package io.carbonflow.factorservice.factor;

import java.util.List;

import io.carbonflow.accounting.factor.Selection;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The factor a calculator would take, and why that one.
 *
 * @param factor  the factor
 * @param trace   every step of the precedence, in order
 * @param notices what a reader of the result must know
 */
@RegisterForReflection
public record SelectionView(FactorView factor, List<Step> trace, List<Remark> notices) {

    /** One step: what was looked at, what was found. */
    @RegisterForReflection
    public record Step(String step, String outcome) {}

    /** A notice's stable code and its words. */
    @RegisterForReflection
    public record Remark(String code, String detail) {}

    static SelectionView of(Selection.Found found) {
        return new SelectionView(FactorView.of(found.factor(), found.edition()),
                found.trace().stream().map(step -> new Step(step.step(), step.outcome())).toList(),
                found.notices().stream().map(notice -> new Remark(notice.code().name(), notice.detail())).toList());
    }
}
