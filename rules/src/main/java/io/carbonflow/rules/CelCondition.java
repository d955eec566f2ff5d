package io.carbonflow.rules;

import java.util.Optional;
import java.util.Set;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.carbonflow.accounting.rules.Condition;
import io.carbonflow.accounting.rules.Facts;

/** A compiled condition. Two of the same text are equal. */
final class CelCondition implements Condition {

    private final String text;
    private final Set<String> names;
    private final CelRuntime.Program program;

    CelCondition(String text, Set<String> names, CelRuntime.Program program) {
        this.text = text;
        this.names = names;
        this.program = program;
    }

    @Override
    public boolean holds(Facts facts) {
        try {
            return Boolean.TRUE.equals(program.eval(name -> Optional.ofNullable(FactNames.value(name, facts))));
        } catch (CelEvaluationException e) {
            return false; // an attribute that is not there, a text that is no number: the condition does not apply
        }
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CelCondition condition && condition.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
