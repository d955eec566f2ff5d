package io.carbonflow.intake.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;

/** The broken rules of one item, collected while it is read. */
public final class Reasons {

    private static final Comparator<Reason> CODE_ORDER = Comparator
        .comparing(reason -> ReasonCode.valueOf(reason.getCode()));

    private final List<Reason> found = new ArrayList<>(0);

    /**
     * @param field  as the sender names it; null where the whole item is at fault
     * @param detail what was found and what is allowed
     */
    public void add(ReasonCode code, String field, String detail) {
        found.add(new Reason(code.name(), field, detail));
    }

    void add(Reason reason) {
        found.add(reason);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Whether a rule about this field is broken already. */
    boolean concern(String field) {
        return found.stream().anyMatch(reason -> field.equals(reason.getField()));
    }

    /** The refusal with everything found so far. */
    public Verdict.Refused refusal(String eventId, String source) {
        return new Verdict.Refused(eventId, source, found.stream().sorted(CODE_ORDER).distinct().toList());
    }

    /** Holds an item for one reason, with what could be read of it. */
    public static Verdict.Held hold(String eventId, String source, ReasonCode code, String field, String detail) {
        return new Verdict.Held(eventId, source, List.of(new Reason(code.name(), field, detail)));
    }

    /** The refusal of an item for one reason. */
    public static Verdict.Refused only(ReasonCode code, String field, String detail) {
        return only(null, null, code, field, detail);
    }

    /** The refusal of an item for one reason, with what could be read of it. */
    public static Verdict.Refused only(String eventId, String source, ReasonCode code, String field, String detail) {
        return new Verdict.Refused(eventId, source, List.of(new Reason(code.name(), field, detail)));
    }
}
