package io.carbonflow.accounting.factor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;

/** Where each column of a file stands; the header names them in any order. */
final class FactorHeader {

    private static final int ABSENT = -1;
    private static final int SHOWN_MAX = 40;

    private final int[] positions = new int[FactorColumn.values().length];
    private final int width;

    private FactorHeader(int width) {
        Arrays.fill(positions, ABSENT);
        this.width = width;
    }

    /** The header a row states; what is wrong with it goes to the bad rows, and the header is then of no use. */
    static FactorHeader read(Csv.Row row, List<BadRow> badRows) {
        var header = new FactorHeader(row.cells().size());
        if (row.cells().stream().noneMatch(name -> FactorEditionCsv.ALL_COLUMNS.contains(name.strip()))) {
            badRows.add(new BadRow(row.line(), "", "the header is '%s', required is %s".formatted(
                    shortened(String.join(",", row.cells())), String.join(",", FactorEditionCsv.COLUMNS))));
            return header;
        }
        for (int i = 0; i < header.width; i++) {
            String name = row.cells().get(i).strip();
            Optional<FactorColumn> column = Arrays.stream(FactorColumn.values())
                .filter(known -> known.code().equals(name))
                .findFirst();
            if (column.isEmpty()) {
                badRows.add(new BadRow(row.line(), "", "the header has '%s', which is no column; allowed are %s"
                    .formatted(shortened(name), String.join(",", FactorEditionCsv.ALL_COLUMNS))));
            } else if (header.positions[column.get().ordinal()] != ABSENT) {
                badRows.add(new BadRow(row.line(), name, "the header has the column twice"));
            } else {
                header.positions[column.get().ordinal()] = i;
            }
        }
        for (FactorColumn column : FactorColumn.values()) {
            if (column.isRequired() && header.positions[column.ordinal()] == ABSENT) {
                badRows.add(new BadRow(row.line(), column.code(), "the header lacks the column, which is required"));
            }
        }
        return header;
    }

    private static String shortened(String text) {
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + '…' : text;
    }

    /** How many cells a row has to have. */
    int width() {
        return width;
    }

    /** The row's cell without the space around it; empty where the file has no such column. */
    String cell(Csv.Row row, FactorColumn column) {
        int position = positions[column.ordinal()];
        return position == ABSENT ? "" : row.cells().get(position).strip();
    }
}
