package io.carbonflow.intake.mapping;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * One thing that must be so for an item to be an activity.
 *
 * @param from    the value that is looked at
 * @param values  what it is, or is not; null where only its presence counts
 * @param negated whether it must not be so
 */
record Condition(Origin from, Set<String> values, boolean negated) {

    Condition {
        requireNonNull(from, "from is null");
        values = values == null ? null : Set.copyOf(values);
    }

    boolean holds(Place place) {
        String found = Scalars.text(from.find(place).value());
        boolean isSo = values == null ? found != null : found != null && values.contains(found.strip());
        return isSo != negated;
    }
}
