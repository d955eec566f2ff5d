package io.carbonflow.ledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The columns of a table and where a row's values come from, so that any number of rows is one statement with one array
 * per column.
 *
 * @param <T> what one row is made of
 */
public final class Columns<T> {

    private final List<Column<T>> columns = new ArrayList<>();

    /** A column: its name, the type its array has on the way, and how that becomes the column's own type. */
    private record Column<T>(String name, String wireType, String castType, IntFunction<Object[]> array,
            Function<T, Object> value) {}

    /** Adds a column whose values travel in the column's own type. */
    public Columns<T> add(String name, String type, IntFunction<Object[]> array, Function<T, Object> value) {
        return add(name, type, type, array, value);
    }

    /** Adds a column whose values travel as text, because arrays of that type have no form of their own. */
    public Columns<T> addAsText(String name, String type, Function<T, String> value) {
        return add(name, "text", type, String[]::new, value::apply);
    }

    private Columns<T> add(String name, String wireType, String castType, IntFunction<Object[]> array,
            Function<T, Object> value) {
        columns.add(new Column<>(name, wireType, castType, array, value));
        return this;
    }

    /** How many columns there are. */
    public int size() {
        return columns.size();
    }

    /** {@code unnest(…) as <alias>(…)}, whose arrays are the parameters that come after so many others. */
    public String unnested(String alias, int parametersBefore) {
        var types = new ArrayList<String>();
        for (Column<T> column : columns) {
            types.add("$" + (parametersBefore + types.size() + 1) + "::" + column.wireType() + "[]");
        }
        return "unnest(" + String.join(", ", types) + ") as " + alias + "(" + names() + ")";
    }

    /** {@code insert into <table> (…) select … from unnest(…)}, to which a conflict clause may be added. */
    public String insertInto(String table) {
        String selected = columns.stream()
            .map(column -> column.wireType().equals(column.castType()) ? "n." + column.name()
                    : "n." + column.name() + "::" + column.castType())
            .collect(Collectors.joining(", "));
        return "insert into " + table + " (" + names() + ") select " + selected + " from " + unnested("n", 0);
    }

    /** The columns' names, separated by commas. */
    public String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** One array per column. */
    public Object[] arrays(List<T> rows) {
        return columns.stream().map(column -> array(column, rows)).toArray();
    }

    private static <T> Object[] array(Column<T> column, List<T> rows) {
        Object[] values = column.array().apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = column.value().apply(rows.get(i));
        }
        return values;
    }
}
