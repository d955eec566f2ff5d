package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * How an interchange is written.
 *
 * @param isX12      else EDIFACT
 * @param element    between elements
 * @param component  between the components of an element
 * @param release    takes a separator behind it for a plain character; 0 for none
 * @param terminator behind each segment
 */
record EdiSyntax(boolean isX12, char element, char component, char release, char terminator) {

    private static final int ISA_LENGTH = 106;
    private static final EdiSyntax EDIFACT = new EdiSyntax(false, '+', ':', '?', '\'');

    /**
     * Finds it out by the beginning of an interchange, or of a transaction set alone.
     *
     * @throws UnreadableFileException where the text is neither
     */
    static EdiSyntax of(byte[] head) {
        String text = new String(head, ISO_8859_1).stripLeading();
        if (text.startsWith("ISA")) {
            if (text.length() < ISA_LENGTH) {
                throw new UnreadableFileException("an X12 interchange begins with an ISA of 106 characters, found "
                        + text.length());
            }
            return new EdiSyntax(true, text.charAt(3), text.charAt(104), (char) 0, text.charAt(105));
        }
        if (text.startsWith("UNA") && text.length() >= 9) {
            char release = text.charAt(6) == ' ' ? 0 : text.charAt(6);
            return new EdiSyntax(false, text.charAt(4), text.charAt(3), release, text.charAt(8));
        }
        if (text.startsWith("UNB") || text.startsWith("UNH")) {
            return EDIFACT;
        }
        if (text.startsWith("ST") && text.length() > 12) {
            char element = text.charAt(2);
            int control = text.indexOf(element, 3);
            int end = control + 1;
            while (control > 0 && end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (control > 0 && end < text.length()) {
                return new EdiSyntax(true, element, '>', (char) 0, text.charAt(end));
            }
        }
        throw new UnreadableFileException("an interchange begins with ISA, UNA or UNB");
    }

    /** The elements of a segment, each its components; the first is its name. */
    List<List<String>> elements(String segment) {
        var elements = new ArrayList<List<String>>();
        var components = new ArrayList<String>();
        var text = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (release != 0 && c == release && i + 1 < segment.length()) {
                text.append(segment.charAt(++i));
            } else if (c == component || c == element) {
                components.add(text.toString().strip());
                text.setLength(0);
                if (c == element) {
                    elements.add(List.copyOf(components));
                    components.clear();
                }
            } else {
                text.append(c);
            }
        }
        components.add(text.toString().strip());
        elements.add(List.copyOf(components));
        return elements;
    }
}
