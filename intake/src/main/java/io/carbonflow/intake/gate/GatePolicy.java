package io.carbonflow.intake.gate;

import java.util.ArrayList;
import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.Circumstances;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.IntakeDocument;

/**
 * The rules of one tenant's gate, in their order: the first that says {@code hold} or {@code advance} ends the way, each
 * that says {@code augment} fills in and goes on. Where none ends it the item advances. Immutable.
 */
public final class GatePolicy {

    /** A gate that lets everything pass. */
    public static final GatePolicy OPEN = new GatePolicy("no gate", List.of());
    private static final String NO_RULE = "no rule applies";

    private final String name;
    private final List<GateRule> rules;

    private GatePolicy(String name, List<GateRule> rules) {
        this.name = name;
        this.rules = rules;
    }

    /** Reads a document; what is wrong with it stands in the fields. */
    public static GatePolicy read(int version, DocumentFields fields) {
        if (!fields.has("rules")) {
            fields.fault("rules", "nothing", "an array of rules, which may be empty");
        }
        return new GatePolicy("gate, version " + version,
                fields.objects("rules").stream().map(GateRule::read).toList());
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException where it cannot be used; the message says where
     */
    public static GatePolicy of(IntakeDocument document) {
        var fields = DocumentFields.of(document.body());
        var policy = read(document.version(), fields);
        var faults = fields.finish();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.get(0).inWords());
        }
        return policy;
    }

    /**
     * The verdict with the gate's decision: an accepted item advances, is filled in, or is held, and says which and why.
     *
     * @param reviewedBy who has looked at it already and let it pass: nothing is held then; null for nobody
     */
    public Verdict decide(Verdict verdict, Circumstances circumstances, Registrations registrations,
            String reviewedBy) {
        return verdict.fold(accepted -> decide(accepted, circumstances, registrations, reviewedBy),
                refused -> refused, held -> held, context -> context);
    }

    private Verdict decide(Verdict.Accepted accepted, Circumstances circumstances, Registrations registrations,
            String reviewedBy) {
        RawActivity item = accepted.activity();
        if (item.getOperation() != null) {
            return accepted;
        }
        var filled = new ArrayList<String>();
        String ended = null;
        for (GateRule rule : rules) {
            if (!rule.applies(item, circumstances)) {
                continue;
            }
            if (rule.outcome() == GateOutcome.AUGMENT) {
                rule.fills().forEach(fill -> fill.into(item, registrations).ifPresent(filled::add));
            } else if (rule.outcome() == GateOutcome.HOLD && reviewedBy == null) {
                return Reasons.hold(item.getEventId(), item.getSourceId(), ReasonCode.QUALITY_REVIEW, null,
                        "%s: %s (%s)".formatted(rule.name(), rule.reason(), name));
            } else {
                ended = rule.outcome() == GateOutcome.HOLD
                        ? "%s, let pass by %s".formatted(rule.name(), reviewedBy)
                        : rule.reason();
                break;
            }
        }
        item.setGateOutcome((filled.isEmpty() ? GateOutcome.ADVANCE : GateOutcome.AUGMENT).word());
        item.setGateReason(reason(filled, ended));
        return accepted;
    }

    private static String reason(List<String> filled, String ended) {
        if (filled.isEmpty()) {
            return ended == null ? NO_RULE : ended;
        }
        return String.join("; ", filled) + (ended == null ? "" : "; " + ended);
    }
}
