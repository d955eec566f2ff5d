package io.carbonflow.local.audit;

import java.util.ArrayList;
import java.util.List;

/** What was looked at and what is wrong with it. */
public final class Findings {

    private static final int WORDS_MAX = 20;

    private final List<String> looked = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int wrongCount;

    /** Notes what was looked at, for a person. */
    void looked(String line) {
        looked.add(line);
    }

    /** Notes something that is not as it must be. */
    void wrong(String line) {
        wrongCount++;
        if (wrong.size() < WORDS_MAX) {
            wrong.add(line);
        }
    }

    /** Notes what is not equal to what it must be. */
    void expect(String subject, Object found, Object expected) {
        if (!expected.equals(found)) {
            wrong(subject + " is " + found + ", expected " + expected);
        }
    }

    public boolean isRight() {
        return wrongCount == 0;
    }

    /** For a person: what was looked at, then the first things that are wrong. */
    public List<String> lines() {
        var lines = new ArrayList<>(looked);
        wrong.forEach(line -> lines.add("WRONG      " + line));
        if (wrongCount > wrong.size()) {
            lines.add("WRONG      and " + (wrongCount - wrong.size()) + " more");
        }
        return lines;
    }
}
