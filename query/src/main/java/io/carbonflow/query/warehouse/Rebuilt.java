package io.carbonflow.query.warehouse;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What making facts anew came to.
 *
 * @param facts   how many there are now
 * @param changed rows that were there and are not, or the reverse; 0 where all was right
 */
@RegisterForReflection
public record Rebuilt(long facts, long changed) {

    static final Rebuilt NOTHING = new Rebuilt(0, 0);

    Rebuilt plus(Rebuilt other) {
        return new Rebuilt(facts + other.facts, changed + other.changed);
    }
}
