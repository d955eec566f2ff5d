package io.carbonflow.accounting.attribution;

import java.util.OptionalInt;

/**
 * Where in an inventory an emission belongs.
 *
 * @param scope 1, 2 or 3
 * @param category Scope 3 category 1 to 15; empty for scopes 1 and 2
 * @param rule the name of the rule that decided it
 * @param assumed whether the rule had to assume something the event does not say
 */
public record Attribution(int scope, OptionalInt category, String rule, boolean assumed) {

    public Attribution {
        if (scope < 1 || scope > 3) {
            throw new IllegalArgumentException("scope is " + scope + ", allowed are 1 to 3");
        }
        if ((scope == 3) != category.isPresent()) {
            throw new IllegalArgumentException("scope " + scope + " with category " + category);
        }
        if (category.isPresent() && (category.getAsInt() < 1 || category.getAsInt() > 15)) {
            throw new IllegalArgumentException("category is " + category.getAsInt() + ", allowed are 1 to 15");
        }
    }
}
