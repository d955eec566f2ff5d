package io.carbonflow.ledger.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.function.Function;

import io.carbonflow.platform.problem.ProblemException;

/** Where a list continues: after an item's key, so that what is inserted meanwhile neither repeats nor hides an item. */
public final class Cursor {

    private Cursor() {}

    /** The cursor that continues after this key. */
    public static String after(Object key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.toString().getBytes(UTF_8));
    }

    /** The key a cursor continues after; null for the start of the list. */
    public static <T> T keyOf(String cursor, Function<String, T> parse) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            return parse.apply(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("cursor is the next_cursor of an earlier answer, found " + cursor);
        }
    }
}
