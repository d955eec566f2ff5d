package io.carbonflow.accounting.rules;

import java.util.Set;
import java.util.function.Predicate;

/** A question about an activity that is answered by its facts alone. */
public interface Condition {

    /** Holds for every activity. */
    Condition ALWAYS = of("true", facts -> true);

    /** Whether it holds; a condition that cannot be answered does not hold. */
    boolean holds(Facts facts);

    /** The names of the attributes and facts it looks at, for example {@code attributes.direction} or {@code day}. */
    Set<String> names();

    /** The condition as it was written. */
    String text();

    /** A condition from code, for rules that are not read from a document. */
    static Condition of(String text, Predicate<Facts> test, String... names) {
        Set<String> known = Set.of(names);
        return new Condition() {

            @Override
            public boolean holds(Facts facts) {
                return test.test(facts);
            }

            @Override
            public Set<String> names() {
                return known;
            }

            @Override
            public String text() {
                return text;
            }

            @Override
            public String toString() {
                return text;
            }
        };
    }
}
