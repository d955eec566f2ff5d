package io.carbonflow.rules;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.rules.allocation.AllocationReader;

/** What an activity itself says of how it is split ({@code attributes.allocation}). */
public sealed interface ActivityAllocation {

    /**
     * Reads the JSON of the attribute, for example {@code {"by": "mass", "shares": [{"product_id": "A", "amount": "3"},
     * {"facility_id": "B", "amount": 1}]}}.
     */
    static ActivityAllocation read(String json) {
        Fields fields;
        try {
            fields = Fields.of(DocumentText.parse(json));
        } catch (IllegalArgumentException e) {
            return new Refused(List.of(new DocumentFault("", e.getMessage(), "one JSON object")));
        }
        AllocationKey key = AllocationReader.ofActivity(fields);
        List<DocumentFault> faults = fields.finish();
        return faults.isEmpty() ? new Given(key) : new Refused(faults);
    }

    /** Handles both outcomes. */
    <T> T fold(Function<Given, T> onGiven, Function<Refused, T> onRefused);

    /**
     * It can be split by.
     *
     * @param key of no facility and no days; its id is {@code activity}
     */
    record Given(AllocationKey key) implements ActivityAllocation {

        public Given {
            requireNonNull(key, "key is null");
        }

        @Override
        public <T> T fold(Function<Given, T> onGiven, Function<Refused, T> onRefused) {
            return onGiven.apply(this);
        }
    }

    /**
     * It cannot.
     *
     * @param faults all of them, with paths below {@code attributes.allocation}; at least one
     */
    record Refused(List<DocumentFault> faults) implements ActivityAllocation {

        public Refused {
            faults = List.copyOf(faults);
        }

        @Override
        public <T> T fold(Function<Given, T> onGiven, Function<Refused, T> onRefused) {
            return onRefused.apply(this);
        }
    }
}
