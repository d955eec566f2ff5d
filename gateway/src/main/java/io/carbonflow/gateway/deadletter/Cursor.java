package io.carbonflow.gateway.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

import io.carbonflow.platform.problem.ProblemException;

/**
 * A place in the list, newest first: behind the letter that was received then and has this id. Names a letter and not a
 * count, so new ones do not shift it.
 */
record Cursor(Instant receivedAt, String id) {

    String encode() {
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((receivedAt + "|" + id).getBytes(StandardCharsets.UTF_8));
    }

    static Cursor decode(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int bar = plain.indexOf('|');
            return new Cursor(Instant.parse(plain.substring(0, Math.max(bar, 0))), plain.substring(bar + 1));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw ProblemException.badRequest("cursor is the next_cursor of an earlier answer, found another text");
        }
    }
}
