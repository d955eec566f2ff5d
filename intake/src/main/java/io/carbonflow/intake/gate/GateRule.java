package io.carbonflow.intake.gate;

import java.util.List;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.Circumstances;
import io.carbonflow.intake.document.DocumentFields;

/**
 * One rule of the gate.
 *
 * @param name    for people
 * @param when    conditions, all of which must hold
 * @param outcome what to do then
 * @param reason  why, in words
 * @param fills   what to fill in; only of {@code AUGMENT}
 */
record GateRule(String name, List<Condition> when, GateOutcome outcome, String reason, List<Fill> fills) {

    GateRule {
        when = List.copyOf(when);
        fills = List.copyOf(fills);
    }

    static GateRule read(DocumentFields fields) {
        String name = fields.requiredText("name");
        List<Condition> when = fields.objects("when").stream().map(Condition::read).toList();
        if (when.isEmpty() && !fields.has("when")) {
            fields.fault("when", "nothing", "an array of conditions");
        }
        String word = fields.requiredWord("outcome", GateOutcome.WORDS);
        GateOutcome outcome = word == null ? GateOutcome.ADVANCE : GateOutcome.of(word);
        List<Fill> fills = fields.object("set").map(Fill::read).orElse(List.of());
        if (outcome == GateOutcome.AUGMENT && fills.isEmpty() && !fields.has("set")) {
            fields.fault("set", "nothing", "the fields to fill in");
        }
        if (outcome != GateOutcome.AUGMENT && fields.has("set")) {
            fields.fault("set", "nothing but with the outcome augment");
        }
        return new GateRule(name, when, outcome, fields.text("reason").orElse(name), fills);
    }

    boolean applies(RawActivity item, Circumstances circumstances) {
        return when.stream().allMatch(condition -> condition.holds(item, circumstances));
    }
}
