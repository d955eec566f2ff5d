package io.carbonflow.intake.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is turned away last when not everything can be taken; the order is that of importance. */
public enum Priority {

    LOW, NORMAL, HIGH;

    static List<String> words() {
        return Arrays.stream(values()).map(Priority::word).toList();
    }

    static Priority of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As it stands in documents and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
