package io.carbonflow.intake.json;

/** A value found in a payload as it may stand in an explanation: short, on one line, no control characters. */
public final class Quote {

    private static final int LENGTH_MAX = 60;

    private Quote() {}

    public static String of(String found) {
        String cut = found.length() > LENGTH_MAX ? found.substring(0, LENGTH_MAX) + "…" : found;
        var safe = new StringBuilder(cut.length() + 2).append('\'');
        cut.codePoints().forEach(point -> safe.appendCodePoint(isPlain(point) ? point : '?'));
        return safe.append('\'').toString();
    }

    /** Neither a control character nor half of a surrogate pair: what every later store can hold. */
    public static boolean isPlain(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}
