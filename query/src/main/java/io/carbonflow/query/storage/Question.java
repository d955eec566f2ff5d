package io.carbonflow.query.storage;

import java.util.StringJoiner;

import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The conditions of a statement while they are put together: SQL that is ours, and values that never become SQL.
 */
public final class Question {

    private final StringJoiner conditions = new StringJoiner(" and ", " where ", "");
    private final Tuple values = Tuple.tuple();

    /** Adds a condition in which {@code ?} stands for the value. */
    public Question and(String condition, Object value) {
        values.addValue(value);
        conditions.add(condition.replace("?", "$" + values.size()));
        return this;
    }

    /** Adds a condition in which the first {@code ?} stands for the first value and the second for the second. */
    public Question and(String condition, Object first, Object second) {
        values.addValue(first).addValue(second);
        conditions.add(condition.replaceFirst("\\?", "\\$" + (values.size() - 1))
            .replaceFirst("\\?", "\\$" + values.size()));
        return this;
    }

    /** Adds a condition in which {@code ?1} stands for the first value and {@code ?2} for the second, wherever they stand. */
    public Question andBoth(String condition, Object first, Object second) {
        values.addValue(first).addValue(second);
        conditions.add(condition.replace("?1", "$" + (values.size() - 1)).replace("?2", "$" + values.size()));
        return this;
    }

    /** Adds the condition if there is a value. */
    public Question andIfGiven(String condition, Object value) {
        return value == null ? this : and(condition, value);
    }

    /** Adds a condition without a value. */
    public Question and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** The {@code where} clause with numbered parameters. */
    public String where() {
        return conditions.toString();
    }

    public Tuple values() {
        return values;
    }
}
