package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;

/** RFC 4180: comma, double quote, CRLF or LF; a quoted cell may hold all three. */
final class Csv {

    private static final int CELL_LENGTH_MAX = 4_000;
    private static final int FAULTS_MAX = 100;

    private final String text;
    private final List<BadRow> faults;
    private int position;
    private int line = 1;

    private Csv(String text, List<BadRow> faults) {
        this.text = text;
        this.faults = faults;
    }

    /**
     * One record of the file.
     *
     * @param line the line it starts on, from 1
     * @param cells in order, unquoted
     */
    record Row(int line, List<String> cells) {}

    /** Every record, blank lines left out; what is no proper file goes to the faults, each with its line. */
    static List<Row> read(String text, List<BadRow> faults) {
        var csv = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text, faults);
        var rows = new ArrayList<Row>(text.length() / 300 + 1);
        int width = 1;
        while (csv.position < csv.text.length()) {
            int line = csv.line;
            List<String> cells = csv.record(width);
            if (cells.size() > 1 || !cells.get(0).isBlank()) {
                rows.add(new Row(line, cells));
            }
            width = cells.size();
        }
        return rows;
    }

    private List<String> record(int widthExpected) {
        var cells = new ArrayList<String>(widthExpected);
        while (true) {
            String cell = cell();
            cells.add(cell);
            if (cell.length() > CELL_LENGTH_MAX) {
                fault(line, "a cell has %d characters, allowed are %d".formatted(cell.length(), CELL_LENGTH_MAX));
            }
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
        while (position < text.length()) {
            char c = text.charAt(position);
            if (endsCell(c)) {
                break;
            }
            checkCharacter(c);
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        int opened = line;
        int start = ++position;
        StringBuilder cell = null; // only a cell with quotes of its own needs to be put together
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '\n') {
                line++;
            } else if (c != '"') {
                checkCharacter(c);
            } else if (position < text.length() && text.charAt(position) == '"') {
                cell = (cell == null ? new StringBuilder() : cell).append(text, start, position);
                start = ++position;
            } else {
                String end = text.substring(start, position - 1);
                skipToEndOfCell(opened);
                return cell == null ? end : cell.append(end).toString();
            }
        }
        fault(opened, "a quotation mark is opened and never closed");
        return "";
    }

    private void skipToEndOfCell(int opened) {
        if (position < text.length() && !endsCell(text.charAt(position))) {
            fault(opened, "there is text between a closing quotation mark and the next comma");
            while (position < text.length() && !endsCell(text.charAt(position))) {
                position++;
            }
        }
    }

    private void checkCharacter(char c) {
        if (c < ' ' && c != '\t' && c != '\r') {
            fault(line, "there is a control character, code " + (int) c);
        }
    }

    private void fault(int where, String detail) {
        boolean saidOfLine = !faults.isEmpty() && faults.get(faults.size() - 1).line() == where;
        if (!saidOfLine && faults.size() < FAULTS_MAX) {
            faults.add(new BadRow(where, "", detail));
        }
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
