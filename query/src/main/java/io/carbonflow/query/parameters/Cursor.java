package io.carbonflow.query.parameters;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.carbonflow.platform.problem.ProblemException;

/** Where a list continues: after an item's key, so that what is inserted meanwhile neither repeats nor hides an item. */
public final class Cursor {

    private Cursor() {}

    /** The cursor that continues after this key. */
    public static String after(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key a cursor continues after; null for the start of the list. */
    public static String keyOf(String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("cursor is the next_cursor of an earlier answer, found " + cursor);
        }
    }
}
