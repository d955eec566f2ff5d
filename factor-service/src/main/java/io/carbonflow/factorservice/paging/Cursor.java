package io.carbonflow.factorservice.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import io.carbonflow.platform.problem.ProblemException;

/** Pages through an ordered list by the position of the last item seen, so that inserts elsewhere move nothing. */
public final class Cursor {

    public static final int LIMIT_DEFAULT = 100;
    public static final int LIMIT_MAX = 1_000;

    private Cursor() {}

    /** One page: its items, and the cursor of the next or null. */
    public record Page<T>(List<T> items, String nextCursor) {}

    /**
     * The page after a cursor.
     *
     * @param ordered  everything, ordered by position
     * @param position of an item; unique
     * @param limit    as asked for, null for the default
     * @param cursor   as asked for, null for the first page
     */
    public static <T> Page<T> page(List<T> ordered, Function<T, String> position, Integer limit, String cursor) {
        int size = limit == null ? LIMIT_DEFAULT : limit;
        if (size < 1 || size > LIMIT_MAX) {
            throw ProblemException.badRequest("limit is " + size + ", allowed are 1 to " + LIMIT_MAX);
        }
        String after = cursor == null ? "" : decoded(cursor);
        List<T> rest = ordered.stream()
            .filter(item -> position.apply(item).compareTo(after) > 0)
            .limit(size + 1L)
            .toList();
        return rest.size() <= size
                ? new Page<>(rest, null)
                : new Page<>(rest.subList(0, size), encoded(position.apply(rest.get(size - 1))));
    }

    private static String encoded(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("cursor is none that this service gave");
        }
    }
}
