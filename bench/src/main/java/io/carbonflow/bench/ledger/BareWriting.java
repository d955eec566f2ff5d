package io.carbonflow.bench.ledger;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.postgresql.PGConnection;

/**
 * The bare limits of the same server: rows the ledger has booked, written once more to a table with the same columns,
 * checks and indexes, without hashing, looking for repeats, or sums. A transaction holds as many rows as a block does.
 */
final class BareWriting {

    /** The table that holds the entries. */
    static final String ENTRY = "ledger.entry_row";
    private static final int ROWS_OF_STATEMENT = 500;

    private final Machine machine;
    private final List<String> columns = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    /** How the rows of one transaction get in. */
    @FunctionalInterface
    interface Way {
        void write(Connection connection, List<String> lines) throws SQLException, IOException;
    }

    BareWriting(Machine machine) throws SQLException {
        this.machine = machine;
        try (var connection = machine.connect(); var statement = connection.createStatement()) {
            statement.execute("create schema if not exists bench");
            statement.execute("drop table if exists bench.entry");
            statement.execute("create table bench.entry (like " + ENTRY + " including all)");
            try (var rows = statement.executeQuery("select attname, format_type(atttypid, atttypmod) from pg_attribute"
                    + " where attrelid = 'bench.entry'::regclass and attnum > 0 and not attisdropped order by attnum")) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                    types.add(rows.getString(2));
                }
            }
        }
    }

    /** The newest entries, as COPY writes them. */
    List<String> newest(int rows) throws SQLException, IOException {
        try (var connection = machine.connect()) {
            var text = new StringWriter();
            connection.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (select " + String.join(", ", columns) + " from " + ENTRY + " order by id desc limit "
                        + rows + ") to stdout", text);
            return text.toString().lines().toList();
        }
    }

    /**
     * Writes the rows to an empty table and returns how many a second that was.
     *
     * @param rowsOfTransaction how many are committed together
     * @param writers           that share the rows, at once
     */
    double perSecond(Way way, List<String> rows, int rowsOfTransaction, int writers) throws SQLException {
        try (var connection = machine.connect(); var statement = connection.createStatement()) {
            statement.execute("truncate bench.entry");
            statement.execute("checkpoint");
        }
        var connections = new ArrayList<Connection>();
        try {
            for (int i = 0; i < writers; i++) {
                connections.add(machine.connect());
                connections.get(i).setAutoCommit(false);
            }
            long begin = System.nanoTime();
            var done = new ArrayList<CompletableFuture<Void>>();
            int share = rows.size() / writers;
            for (int i = 0; i < writers; i++) {
                var ofWriter = rows.subList(i * share, i == writers - 1 ? rows.size() : (i + 1) * share);
                var connection = connections.get(i);
                done.add(CompletableFuture.runAsync(() -> write(way, connection, ofWriter, rowsOfTransaction)));
            }
            done.forEach(CompletableFuture::join);
            return rows.size() / ((System.nanoTime() - begin) / 1e9);
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    private static void write(Way way, Connection connection, List<String> rows, int rowsOfTransaction) {
        try {
            for (int from = 0; from < rows.size(); from += rowsOfTransaction) {
                way.write(connection, rows.subList(from, Math.min(rows.size(), from + rowsOfTransaction)));
                connection.commit();
            }
        } catch (SQLException | IOException e) {
            throw new CompletionException(e);
        }
    }

    void copy(Connection connection, List<String> lines) throws SQLException, IOException {
        connection.unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy bench.entry from stdin", new StringReader(String.join("\n", lines) + '\n'));
    }

    /** One INSERT with a list of rows per {@value #ROWS_OF_STATEMENT} of them; values as literals. */
    void multiRow(Connection connection, List<String> lines) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (int from = 0; from < lines.size(); from += ROWS_OF_STATEMENT) {
                var sql = new StringBuilder("insert into bench.entry values ");
                for (String line : lines.subList(from, Math.min(lines.size(), from + ROWS_OF_STATEMENT))) {
                    sql.append('(');
                    for (String field : line.split("\t", -1)) {
                        String value = value(field);
                        sql.append(value == null ? "null" : "'" + value.replace("'", "''") + "'").append(',');
                    }
                    sql.setCharAt(sql.length() - 1, ')');
                    sql.append(',');
                }
                sql.setLength(sql.length() - 1);
                statement.execute(sql.toString());
            }
        }
    }

    /** One INSERT per transaction that takes an array per column. */
    void unnest(Connection connection, List<String> lines) throws SQLException {
        var select = new StringBuilder("insert into bench.entry select ");
        var from = new StringBuilder(" from unnest(");
        for (int i = 0; i < columns.size(); i++) {
            select.append(i == 0 ? "" : ", ").append('c').append(i).append("::").append(types.get(i));
            from.append(i == 0 ? "" : ", ").append("?::text[]");
        }
        from.append(") as n(");
        for (int i = 0; i < columns.size(); i++) {
            from.append(i == 0 ? "c" : ", c").append(i);
        }
        String[][] values = new String[columns.size()][lines.size()];
        for (int row = 0; row < lines.size(); row++) {
            String[] fields = lines.get(row).split("\t", -1);
            for (int i = 0; i < fields.length; i++) {
                values[i][row] = value(fields[i]);
            }
        }
        try (var statement = connection.prepareStatement(select.append(from).append(')').toString())) {
            for (int i = 0; i < values.length; i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", values[i]));
            }
            statement.execute();
        }
    }

    /** A field of COPY's text format; null for SQL's null. */
    private static String value(String field) {
        if (field.equals("\\N")) {
            return null;
        }
        return field.indexOf('\\') < 0 ? field
                : field.replace("\\\\", "\u0000").replace("\\n", "\n").replace("\\t", "\t").replace("\u0000", "\\");
    }
}
