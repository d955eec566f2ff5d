package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** What stands around transaction sets, and how their bytes are text. */
final class EdiText {

    private static final int ISA_LENGTH = 106;
    private static final String USUAL_ADVICE = ":+.? '";
    private static final int ADVICE_LENGTH = 6;

    private EdiText() {}

    static boolean opensInterchange(String tag) {
        return tag.equals("ISA") || tag.equals("UNA") || tag.equals("UNB");
    }

    /** Without the blanks before it, such as the line break behind the segment before. */
    static byte[] stripped(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && bytes[from] >= 0 && bytes[from] <= ' ') {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    /** The text of single bytes: UTF-8 where they are that, else ISO 8859-1, which both standards begin with. */
    static String of(String singleBytes) {
        if (singleBytes.chars().allMatch(c -> c < 0x80)) {
            return singleBytes.strip();
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(singleBytes.getBytes(ISO_8859_1))).toString().strip();
        } catch (CharacterCodingException other) {
            return singleBytes.strip();
        }
    }

    /**
     * The header that has to be read before a transaction set that stands alone, as a dead letter keeps it; empty before
     * an interchange, which has its own.
     *
     * @param separators of the interchange the set came from, as its header said them; null for the usual ones
     * @throws UnreadableFileException where the file begins with neither
     */
    static byte[] headerBefore(byte[] head, String separators) {
        String text = new String(head, ISO_8859_1).stripLeading();
        if (text.startsWith("ISA") && text.length() < ISA_LENGTH) {
            throw new UnreadableFileException(
                    "an X12 interchange begins with an ISA of 106 characters, found " + text.length());
        }
        if (text.length() >= 3 && opensInterchange(text.substring(0, 3))) {
            return new byte[0];
        }
        if (text.startsWith("UNH")) {
            return unb(separators == null || separators.length() != ADVICE_LENGTH ? USUAL_ADVICE : separators);
        }
        if (text.startsWith("ST") && text.length() > 12 && !Character.isLetterOrDigit(text.charAt(2))) {
            char element = text.charAt(2);
            int end = text.indexOf(element, 3) + 1;
            while (end > 0 && end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (end > 0 && end < text.length() && text.charAt(end) != element) {
                return isa(element, text.charAt(end), separators == null ? ">" : separators);
            }
        }
        throw new UnreadableFileException("an interchange begins with ISA, UNA or UNB");
    }

    private static byte[] unb(String advice) {
        char syntaxVersion = advice.charAt(4) == ' ' ? '3' : '4';
        return ("UNA" + advice + "UNB" + advice.charAt(1) + "UNOC" + advice.charAt(0) + syntaxVersion
                + advice.charAt(1) + "S" + advice.charAt(1) + "R" + advice.charAt(5))
            .getBytes(ISO_8859_1);
    }

    private static byte[] isa(char element, char terminator, String separators) {
        boolean repeats = separators.length() > 1;
        String isa = "ISA*00*          *00*          *ZZ*               *ZZ*               *240101*0000*\0*%s*000000001*0*P*"
            .formatted(repeats ? "00501" : "00401")
            .replace('*', element)
            .replace('\0', repeats ? separators.charAt(1) : 'U');
        return (isa + separators.charAt(0) + terminator).getBytes(ISO_8859_1);
    }

    /** What {@link #headerBefore} has to be told of an interchange's separators; null where they are the usual ones. */
    static String separators(boolean isX12, char element, char component, char decimal, char release, char repetition,
            char terminator) {
        String stated = isX12 ? "" + component + (repetition == 0 ? "" : repetition)
                : "" + component + element + decimal + (release == 0 ? ' ' : release)
                        + (repetition == 0 ? ' ' : repetition) + terminator;
        return stated.equals(isX12 ? ">" : USUAL_ADVICE) ? null : stated;
    }
}
