package io.carbonflow.gateway.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a CSV file is written.
 *
 * @param delimiter between cells
 * @param quote     around cells that hold delimiters, quotes (then doubled) or line breaks
 * @param charset   one whose ASCII characters are single bytes
 * @param decimals  how its numbers are written
 */
record CsvDialect(char delimiter, char quote, Charset charset, Decimals decimals) {

    /** Which character is the decimal mark. */
    enum Decimals {
        /** A point; a comma is no number. */
        POINT,
        /** A comma; points group thousands. */
        COMMA,
        /** Nothing is stated: a number that is clear by itself is taken, {@code 1.247} is not. */
        OPEN
    }

    private static final Pattern WITH_COMMA = Pattern.compile("[+-]?(\\d{1,3}(\\.\\d{3})+|\\d+),\\d+");
    private static final Pattern GROUPED = Pattern.compile("[+-]?[1-9]\\d{0,2}(\\.\\d{3}){2,}");
    private static final Pattern EITHER = Pattern.compile("[+-]?[1-9]\\d{0,2}\\.\\d{3}");

    /** The text of the cells of one record; null where the bytes are no text of this charset. */
    List<String> cells(byte[] record) {
        String text = text(record);
        return text == null ? null : CsvSplitter.cells(text, delimiter, quote);
    }

    /** The text of bytes; null where they are none of this charset. */
    String text(byte[] bytes) {
        try {
            return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** A number with a decimal point; a text that is none as it is. */
    String number(String text) {
        if (decimals == Decimals.POINT) {
            return text;
        }
        if (WITH_COMMA.matcher(text).matches()) {
            return text.replace(".", "").replace(',', '.');
        }
        return GROUPED.matcher(text).matches() || decimals == Decimals.COMMA && EITHER.matcher(text).matches()
                ? text.replace(".", "")
                : text;
    }

    /** Whether nobody can say if this is a number in units or in thousands. */
    boolean isUnclear(String text) {
        return decimals == Decimals.OPEN && EITHER.matcher(text).matches();
    }
}
