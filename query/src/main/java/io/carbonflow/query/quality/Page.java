package io.carbonflow.query.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.carbonflow.query.parameters.Cursor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.RowSet;

/**
 * A page of a list.
 *
 * @param nextCursor where the list continues; null at its end
 */
@RegisterForReflection
public record Page<T>(List<T> items, String nextCursor) {

    /** The page of rows of which there may be one more than fits. */
    static <T> Page<T> of(RowSet<T> rows, int limit, Function<T, String> key) {
        var items = new ArrayList<T>(rows.size());
        rows.forEach(items::add);
        if (items.size() <= limit) {
            return new Page<>(items, null);
        }
        return new Page<>(items.subList(0, limit), Cursor.after(key.apply(items.get(limit - 1))));
    }
}
