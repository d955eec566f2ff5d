package io.carbonflow.intake.mapping;

import java.util.ArrayList;
import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;

/** What stands against one item while it is mapped: what is wrong with it, and what is missing on our side. */
final class Findings {

    private final List<Reason> refused = new ArrayList<>(0);
    private final List<Reason> held = new ArrayList<>(0);

    void refuse(ReasonCode code, String field, String detail) {
        refused.add(new Reason(code.name(), field, detail));
    }

    void refuse(Reasons reasons) {
        if (!reasons.isEmpty()) {
            refused.addAll(reasons.refusal(null, null).reasons());
        }
    }

    void hold(ReasonCode code, String field, String detail) {
        held.add(new Reason(code.name(), field, detail));
    }

    boolean areNone() {
        return refused.isEmpty() && held.isEmpty();
    }

    /** What is wrong goes before what is missing: waiting would not help it. */
    Verdict verdict(String eventId, String source) {
        return refused.isEmpty() ? new Verdict.Held(eventId, source, held.stream().distinct().toList())
                : new Verdict.Refused(eventId, source, refused.stream().distinct().toList());
    }
}
