package io.carbonflow.intake.gate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the gate decides about an item. */
public enum GateOutcome {
    /** It goes on as it is. */
    ADVANCE,
    /** It goes on with something filled in. */
    AUGMENT,
    /** It waits for a person. */
    HOLD;

    static final List<String> WORDS = Arrays.stream(values()).map(GateOutcome::word).toList();

    /** As it stands in documents and on records. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static GateOutcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
