package io.carbonflow.accounting.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;

/**
 * An edition as a file: UTF-8, RFC 4180, one factor per row. The header names, in any order, the columns
 * of {@link #COLUMNS} and as many of {@link #ALL_COLUMNS} as the file needs. An empty cell is "not known", never zero.
 */
public final class FactorEditionCsv {

    /** Columns every file has. */
    public static final List<String> COLUMNS = columns(FactorColumn::isRequired);
    /** Every column there is, in the order in which we write them. */
    public static final List<String> ALL_COLUMNS = columns(column -> true);

    /** Largest file that is read. */
    public static final int FILE_BYTES_MAX = 128 * 1024 * 1024;

    /** After so many faults the rest of a file is not looked at. */
    private static final int BAD_ROWS_MAX = 1_000;
    private static final String NOT_STATED = "not_stated";

    private FactorEditionCsv() {}

    private static List<String> columns(Predicate<FactorColumn> wanted) {
        return Arrays.stream(FactorColumn.values()).filter(wanted).map(FactorColumn::code).toList();
    }

    /** Reads a whole file, or says what is wrong with every row that is. */
    public static Reading read(String editionId, byte[] csv) {
        if (csv.length > FILE_BYTES_MAX) {
            return new Unreadable(List.of(new BadRow(1, "", "the file has %d bytes, allowed are %d".formatted(
                    csv.length, FILE_BYTES_MAX))));
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
        } catch (CharacterCodingException e) {
            return new Unreadable(List.of(new BadRow(1, "", "the file is not UTF-8")));
        }
        var badRows = new ArrayList<BadRow>();
        List<Csv.Row> rows = Csv.read(text, badRows);
        if (rows.isEmpty()) {
            badRows.add(new BadRow(1, "", "the header is missing, required is " + String.join(",", COLUMNS)));
        }
        var header = rows.isEmpty() ? null : FactorHeader.read(rows.get(0), badRows);
        if (!badRows.isEmpty()) {
            return new Unreadable(badRows);
        }
        var factors = new ArrayList<EmissionFactor>(rows.size());
        var parser = new FactorRowParser(header, badRows);
        var uniqueness = new FactorUniqueness(badRows);
        for (Csv.Row row : rows.subList(1, rows.size())) {
            EmissionFactor factor = parser.parse(row);
            if (factor != null) {
                uniqueness.check(row.line(), factor);
                factors.add(factor);
            }
            if (badRows.size() >= BAD_ROWS_MAX) {
                badRows.add(new BadRow(row.line(), "", "too many faults; the rows below were not looked at"));
                break;
            }
        }
        return badRows.isEmpty()
                ? new Read(new FactorEdition(editionId, factors, sha256(csv)))
                : new Unreadable(badRows);
    }

    /** The factors as a file that {@link #read} gives back unchanged. */
    public static byte[] write(List<EmissionFactor> factors) {
        var file = new StringBuilder(Csv.line(ALL_COLUMNS));
        factors.forEach(factor -> file.append(Csv.line(cells(factor))));
        return file.toString().getBytes(UTF_8);
    }

    /** The digest under which an edition's file is known. */
    public static String sha256(byte[] csv) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(csv));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** In the order of {@link FactorColumn}. */
    private static List<String> cells(EmissionFactor factor) {
        GasMasses gases = factor.gases();
        FactorSource source = factor.source();
        FactorQuality quality = factor.quality();
        return List.of(factor.id(), factor.activity(), factor.region().code(), Integer.toString(factor.year()),
                text(factor.validFrom()), text(factor.validTo()), factor.unit().code(), text(factor.kgCo2e()),
                text(gases.co2()), text(gases.ch4()), text(gases.n2o()), text(gases.biogenicCo2()),
                gases.methaneOrigin().code(), factor.publishedUnder().map(GwpSet::name).orElse(NOT_STATED),
                factor.boundary().code(), factor.method().code(), source.publisher(), source.publication(),
                source.locator(), source.licence(), factor.proxy(), factor.notes(), factor.part().code(),
                text(factor.kgCo2eWellToTank()), gases.other().text(), text(factor.scope()), text(factor.category()),
                source.set(), text(quality.reliability()), text(quality.completeness()), text(quality.technology()),
                text(quality.gsd2()));
    }

    private static String text(BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    private static String text(Object value) {
        return Objects.toString(value, "");
    }

    /** What reading a file gives. */
    public sealed interface Reading {

        /** The answer as one value, whichever it is. */
        <T> T fold(Function<Read, T> onRead, Function<Unreadable, T> onUnreadable);
    }

    /** The file is an edition. */
    public record Read(FactorEdition edition) implements Reading {

        @Override
        public <T> T fold(Function<Read, T> onRead, Function<Unreadable, T> onUnreadable) {
            return onRead.apply(this);
        }
    }

    /** It is not; nothing of it is used. */
    public record Unreadable(List<BadRow> badRows) implements Reading {

        public Unreadable {
            badRows = List.copyOf(badRows);
        }

        @Override
        public <T> T fold(Function<Read, T> onRead, Function<Unreadable, T> onUnreadable) {
            return onUnreadable.apply(this);
        }
    }

    /**
     * One thing wrong with one row.
     *
     * @param line the line the row starts on, from 1
     * @param column the column at fault; empty where it is the whole row
     * @param detail what was found and what is allowed
     */
    public record BadRow(int line, String column, String detail) {}
}
