package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** RFC 4180: comma, double quote, CRLF or LF; a quoted cell may hold all three. */
final class Csv {

    private final String text;
    private int position;
    private int line = 1;

    private Csv(String text) {
        this.text = text;
    }

    /**
     * One record of the file.
     *
     * @param line the line it starts on, from 1
     * @param cells in order, unquoted
     */
    record Row(int line, List<String> cells) {}

    /** Every record, blank lines left out. */
    static List<Row> read(String text) {
        var csv = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        var rows = new ArrayList<Row>();
        while (csv.position < csv.text.length()) {
            int line = csv.line;
            List<String> cells = csv.record();
            if (cells.size() > 1 || !cells.get(0).isBlank()) {
                rows.add(new Row(line, cells));
            }
        }
        return rows;
    }

    private List<String> record() {
        var cells = new ArrayList<String>();
        while (true) {
            cells.add(cell());
            if (position >= text.length()) {
                return cells;
            }
            char end = text.charAt(position++);
            if (end == '\r' && position < text.length() && text.charAt(position) == '\n') {
                end = text.charAt(position++);
            }
            if (end != ',') {
                line++;
                return cells;
            }
        }
    }

    private String cell() {
        if (position < text.length() && text.charAt(position) == '"') {
            return quoted();
        }
        int start = position;
        while (position < text.length() && !endsCell(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        int start = ++position;
        int quote = text.indexOf('"', start);
        if (quote >= 0 && (quote + 1 == text.length() || endsCell(text.charAt(quote + 1)))) {
            position = quote + 1;
            String cell = text.substring(start, quote);
            line += (int) cell.chars().filter(c -> c == '\n').count();
            return cell;
        }
        return quotedWithQuotes();
    }

    /** A quoted cell that holds quotes of its own, or that never ends. */
    private String quotedWithQuotes() {
        var cell = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                if (position >= text.length() || text.charAt(position) != '"') {
                    break;
                }
                position++;
            } else if (c == '\n') {
                line++;
            }
            cell.append(c);
        }
        // Anything between the closing quote and the next comma belongs to the cell; a strict reader would lose it.
        while (position < text.length() && !endsCell(text.charAt(position))) {
            cell.append(text.charAt(position++));
        }
        return cell.toString();
    }

    private static boolean endsCell(char c) {
        return c == ',' || c == '\n' || c == '\r';
    }

    /** One record as a line of the file. */
    static String line(List<String> cells) {
        return cells.stream().map(Csv::quotedWhereNeeded).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quotedWhereNeeded(String cell) {
        boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
