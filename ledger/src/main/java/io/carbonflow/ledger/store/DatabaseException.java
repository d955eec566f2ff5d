package io.carbonflow.ledger.store;

import java.util.Set;

import io.vertx.pgclient.PgException;

/** The database refused a statement or did not answer. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** SQLSTATE classes that speak about the data: data exception, constraint violated, a limit of the server exceeded. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

    private final boolean isAboutData;

    private DatabaseException(String message, Throwable cause, boolean isAboutData) {
        super(message, cause);
        this.isAboutData = isAboutData;
    }

    static DatabaseException of(Throwable cause) {
        if (cause instanceof PgException refused && refused.getSqlState() != null) {
            return new DatabaseException("the database refuses (" + refused.getSqlState() + "): "
                    + refused.getErrorMessage(), cause, DATA_CLASSES.contains(refused.getSqlState().substring(0, 2)));
        }
        return new DatabaseException("the database does not answer: " + cause, cause, false);
    }

    /** Whether the same data would be refused again; otherwise it is an outage, and trying again later may succeed. */
    public boolean isAboutData() {
        return isAboutData;
    }
}
