package io.carbonflow.intake.document;

import static java.util.Objects.requireNonNull;

/**
 * A text in which {@code *} stands for any characters, none included. Matching takes time in proportion to the lengths
 * multiplied, whatever either says.
 *
 * @param pattern the text with its stars
 */
public record Glob(String pattern) {

    public Glob {
        requireNonNull(pattern, "pattern is null");
    }

    /** Whether a text is one of those the pattern stands for; null never is. */
    public boolean matches(String text) {
        if (text == null) {
            return false;
        }
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                retry = at;
            } else if (in < pattern.length() && pattern.charAt(in) == text.charAt(at)) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
