package io.carbonflow.platform.correlation;

import java.util.UUID;
import java.util.regex.Pattern;

/** The id that ties one request to its logs, records, entries and traces. */
public final class CorrelationId {

    public static final String HEADER = "X-Correlation-Id";
    /** Under this name it stands in every log line. */
    public static final String LOG_KEY = "correlation_id";

    private static final Pattern PERMITTED = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private CorrelationId() {}

    /** The id a sender gave, if it may stand in logs and headers; else a new one. */
    public static String takenOrMade(String offered) {
        return offered != null && PERMITTED.matcher(offered).matches() ? offered : UUID.randomUUID().toString();
    }
}
