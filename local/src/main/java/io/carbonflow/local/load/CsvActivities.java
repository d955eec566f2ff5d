package io.carbonflow.local.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.local.api.ApiException;

/**
 * Activities from CSV (RFC 4180). A column named like a field of the activity is that field; {@code attributes.x} and
 * every other name go into the attributes. An empty cell is an absent field. In a file with semicolons a comma is the
 * decimal mark.
 */
final class CsvActivities implements Iterator<String> {

    private static final Set<String> FIELDS = Set.of("id", "kind", "activity", "quantity", "unit", "occurred_at",
            "period_start", "period_end", "source_id", "facility_id", "supplier_id", "product_id", "country",
            "subdivision", "data_quality");
    private static final String ATTRIBUTES = "attributes";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader reader;
    private final char separator;
    private final List<String> header;
    private List<String> next;

    CsvActivities(BufferedReader reader) throws IOException {
        this.reader = reader;
        String first = reader.readLine();
        if (first == null || first.isBlank()) {
            throw new ApiException("the CSV file has no header line", null);
        }
        String named = first.charAt(0) == BYTE_ORDER_MARK ? first.substring(1) : first;
        separator = named.indexOf(';') >= 0 && named.indexOf(',') < 0 ? ';' : ',';
        header = cells(named).stream().map(String::strip).toList();
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public String next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        String item = activity(next).toString();
        advance();
        return item;
    }

    private ObjectNode activity(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new ApiException("a line has " + cells.size() + " cells, the header has " + header.size() + ": "
                    + String.join(String.valueOf(separator), cells), null);
        }
        var activity = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            String name = header.get(i);
            String value = cells.get(i).strip();
            if (value.isEmpty()) {
                continue;
            }
            if (FIELDS.contains(name)) {
                activity.put(name, name.equals("quantity") ? decimal(value) : value);
            } else {
                activity.withObject("/" + ATTRIBUTES)
                    .put(name.startsWith(ATTRIBUTES + ".")
                            ? name.substring(ATTRIBUTES.length() + 1)
                            : name, value);
            }
        }
        return activity;
    }

    private String decimal(String text) {
        return separator == ';' ? text.replace(".", "").replace(',', '.') : text;
    }

    private void advance() {
        try {
            String line = reader.readLine();
            while (line != null && line.isBlank()) {
                line = reader.readLine();
            }
            next = line == null ? null : cells(line);
        } catch (IOException e) {
            throw new ApiException("the CSV file cannot be read: " + e.getMessage(), e);
        }
    }

    /** Cells of a record; a quoted one may hold separators, doubled quotes and line breaks. */
    private List<String> cells(String firstLine) throws IOException {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean isQuoted = false;
        String line = firstLine;
        while (true) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (isQuoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else if (c == '"') {
                    isQuoted = !isQuoted;
                } else if (c == separator && !isQuoted) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            String continuation = isQuoted ? reader.readLine() : null;
            if (continuation == null) {
                cells.add(cell.toString());
                return cells;
            }
            cell.append('\n');
            line = continuation;
        }
    }
}
