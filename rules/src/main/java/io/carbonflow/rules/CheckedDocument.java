package io.carbonflow.rules;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

/** What checking decided about a document that was offered. */
public sealed interface CheckedDocument {

    /** Handles both outcomes. */
    <T> T fold(Function<Accepted, T> onAccepted, Function<Refused, T> onRefused);

    /**
     * It may be stored.
     *
     * @param json the body to store: without {@code id} and {@code version}, which the store knows
     */
    record Accepted(String json) implements CheckedDocument {

        public Accepted {
            requireNonNull(json, "json is null");
        }

        @Override
        public <T> T fold(Function<Accepted, T> onAccepted, Function<Refused, T> onRefused) {
            return onAccepted.apply(this);
        }
    }

    /**
     * It may not.
     *
     * @param faults every one that was found, in the order of the document; at least one
     */
    record Refused(List<DocumentFault> faults) implements CheckedDocument {

        public Refused {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a fault");
            }
        }

        @Override
        public <T> T fold(Function<Accepted, T> onAccepted, Function<Refused, T> onRefused) {
            return onRefused.apply(this);
        }
    }
}
