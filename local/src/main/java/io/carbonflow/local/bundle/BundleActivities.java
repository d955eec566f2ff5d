package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;

/** What the events of a bundle said, each behind the first entry of a block that holds its digest. */
final class BundleActivities {

    private static final String DIGEST = "activity_sha256";

    private final Set<String> givenInBlock = new HashSet<>();
    private Line entry;
    private long count;

    void beginBlock() {
        givenInBlock.clear();
        entry = null;
    }

    /** The entry that has just come. */
    void follow(Line before) {
        entry = before;
    }

    /** Takes an activity in, which is the one that the entry before it holds the digest of. */
    void add(Line line) throws MismatchException {
        line.of("type", "content");
        if (entry == null) {
            throw new MismatchException("the activity stands behind no entry");
        }
        String content = line.text("content");
        String name = "the activity of entry " + entry.text("id");
        Line said = Line.canonical(content);
        if (entry.isNull(DIGEST) || !Hashes.hex(Hashes.sha256(content.getBytes(UTF_8))).equals(entry.text(DIGEST))) {
            throw new MismatchException(name + " is not what was booked");
        }
        if (!said.text("id").equals(entry.text("event_id"))
                || !said.text("activity").equals(entry.text("activity"))) {
            throw new MismatchException(name + " is of another event or activity");
        }
        if (!givenInBlock.add(entry.text(DIGEST))) {
            throw new MismatchException(name + " was given before in its block");
        }
        count++;
    }

    long count() {
        return count;
    }
}
