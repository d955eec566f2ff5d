package io.carbonflow.accounting.attribution;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.carbonflow.accounting.rules.Condition;
import io.carbonflow.accounting.rules.Facts;

/**
 * A table of scopes and categories as data: the first rule that holds decides. What no rule covers has no place in the
 * inventory and waits for a person; it is never put into "other".
 *
 * @param id its name
 * @param version counts up with every change, from 1
 * @param rules in order
 */
public record AttributionMapping(String id, int version, List<Rule> rules) {

    public AttributionMapping {
        requireNonNull(id, "id is null");
        rules = List.copyOf(rules);
    }

    /** Where an activity with these facts belongs; empty where no rule holds. */
    public Optional<Attribution> attribute(Facts facts) {
        return decide(facts).map(Rule::then);
    }

    /** The rule that decides about an activity with these facts; empty where none holds. */
    public Optional<Rule> decide(Facts facts) {
        for (Rule rule : rules) {
            if (rule.when().holds(facts)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** What the rules look at; see {@link Condition#names}. */
    public Set<String> names() {
        var names = new TreeSet<String>();
        rules.forEach(rule -> names.addAll(rule.when().names()));
        return names;
    }

    /**
     * One rule.
     *
     * @param when it holds
     * @param then where what it holds for belongs; carries the rule's name
     * @param why the standard's reason, or what had to be assumed; for people
     */
    public record Rule(Condition when, Attribution then, String why) {

        public Rule {
            requireNonNull(when, "when is null");
            requireNonNull(then, "then is null");
            requireNonNull(why, "why is null");
        }

        /** A rule that gives no reason. */
        public Rule(Condition when, Attribution then) {
            this(when, then, "");
        }
    }
}
