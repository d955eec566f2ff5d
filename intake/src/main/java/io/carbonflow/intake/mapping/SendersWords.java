package io.carbonflow.intake.mapping;

import java.util.List;
import java.util.Map;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;

/**
 * Says of a broken rule which column of the sender's it concerns.
 *
 * @param names the sender's name by our field
 */
record SendersWords(Map<String, String> names) {

    SendersWords {
        names = Map.copyOf(names);
    }

    Verdict of(Verdict verdict) {
        return verdict.fold(accepted -> (Verdict) accepted,
                refused -> new Verdict.Refused(refused.eventId(), refused.source(), renamed(refused.reasons())),
                held -> new Verdict.Held(held.eventId(), held.source(), renamed(held.reasons())), context -> context);
    }

    /** What is said of an item that no condition wants and that has no name either. */
    Verdict refusalWithoutId(String eventId, String source) {
        String field = eventId == null ? "id" : "source_id";
        String name = names.getOrDefault(field, field);
        return Reasons.only(eventId, source, ReasonCode.FIELD_MISSING, name,
                name + " is required, it becomes " + field);
    }

    private List<Reason> renamed(List<Reason> reasons) {
        return reasons.stream().map(this::renamed).toList();
    }

    private Reason renamed(Reason reason) {
        String name = reason.getField() == null ? null : names.get(reason.getField());
        return name == null || name.equals(reason.getField()) ? reason
                : new Reason(reason.getCode(), name, "column or field %s: %s".formatted(name, reason.getDetail()));
    }
}
