package io.carbonflow.accounting.activity;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.stream.Collectors;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;

/**
 * What the catalogue says of an activity code.
 *
 * @param code lower-case, dotted, general to particular; where it ends in a placeholder such as {@code <name>} it stands
 *            for every code of that form
 * @param family what it is by nature
 * @param kind the kind of event it usually arrives in
 * @param dimensions what its quantity may measure; empty means anything
 * @param description for people
 */
public record ActivityType(String code, ActivityFamily family, ActivityKind kind, Set<Dimension> dimensions,
        String description) {

    public ActivityType {
        requireNonNull(code, "code is null");
        requireNonNull(family, "family is null");
        requireNonNull(kind, "kind is null");
        dimensions = Set.copyOf(dimensions);
        requireNonNull(description, "description is null");
    }

    /** Whether a quantity of this activity may be stated in the unit. */
    public boolean accepts(Unit unit) {
        return dimensions.isEmpty() || dimensions.contains(unit.dimension());
    }

    /** What its quantity may measure, in words: "an energy, such as kWh or a volume, such as L or m3". */
    public String dimensionsInWords() {
        return dimensions.isEmpty()
                ? "any quantity"
                : dimensions.stream().sorted().map(Dimension::words).collect(Collectors.joining("; or "));
    }
}
