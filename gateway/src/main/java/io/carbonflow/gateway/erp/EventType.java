package io.carbonflow.gateway.erp;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of an event's type says, by its words. */
public final class EventType {

    private static final Pattern BETWEEN_WORDS = Pattern
        .compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    private static final Pattern VERSION = Pattern.compile("v?\\d+|event");
    private static final Set<String> ENDED = Set.of("cancelled", "canceled", "deleted", "voided");
    private static final Set<String> ENDS = Set.of("cancel", "cancellation", "delete", "deletion", "void");
    /** With one of these what is named has not happened, or is undone. */
    private static final Set<String> NOT = Set.of("un", "undo", "not", "no", "requested", "request", "pending",
            "rejected",
            "refused", "declined", "denied", "failed", "policy", "fee");

    private EventType() {}

    /**
     * Whether it says that something does not stand any more: {@code PurchaseOrder.Deleted.v1}, {@code OrderCancelled},
     * {@code cancel_order}; not {@code CancellationPolicyChanged}, {@code CancelRequested} or {@code undeleted}.
     */
    public static boolean isEnding(String type) {
        List<String> words = BETWEEN_WORDS.splitAsStream(type)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty() && !VERSION.matcher(word).matches())
            .toList();
        if (words.isEmpty() || words.stream().anyMatch(NOT::contains)) {
            return false;
        }
        return words.stream().anyMatch(ENDED::contains) || ENDS.contains(words.get(0))
                || ENDS.contains(words.get(words.size() - 1));
    }
}
