package io.carbonflow.factorservice.preview;

import java.math.BigDecimal;

import io.carbonflow.factorservice.preview.PreviewView.Delta;
import io.carbonflow.factorservice.selection.Change;

/** Adds up groups exactly; what is shown is rounded once. */
final class PreviewSum {

    private long entries;
    private BigDecimal booked = BigDecimal.ZERO;
    private BigDecimal current = BigDecimal.ZERO;
    private BigDecimal draft = BigDecimal.ZERO;

    void add(BookedGroup group, Recalculation.Result result) {
        entries += group.entries();
        booked = booked.add(group.kgCo2e());
        current = current.add(result.current());
        draft = draft.add(result.draft());
    }

    Delta delta(String name) {
        BigDecimal before = Change.shown(current);
        BigDecimal after = Change.shown(draft);
        return new Delta(name, entries, Change.shown(booked), before, after, after.subtract(before),
                Change.percent(current, draft));
    }
}
