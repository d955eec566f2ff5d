package io.carbonflow.metering.backtest;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.engine.History.Interval;
import io.carbonflow.metering.stream.MeteringConfig;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;

/** How well gaps would have been estimated, by the readings of the latest 35 days. */
@Path("/v1/imputation/backtest")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class BacktestResource {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final KnownHistory history;
    private final MeteringConfig config;
    private final CurrentCaller caller;

    BacktestResource(KnownHistory history, MeteringConfig config, CurrentCaller caller) {
        this.history = history;
        this.config = config;
        this.caller = caller;
    }

    /** @param channel "-" where the source has only one meter */
    @RegisterForReflection
    record MeterView(String sourceId, String channel, long intervals, Score.View result) {}

    /**
     * @param partitionsCovered those of raw.meter that the answering instance holds; with several instances each answers
     *                          for its own
     */
    @RegisterForReflection
    record View(String rule, Instant from, Instant to, Score.View total, List<MeterView> meters,
            List<Integer> partitionsCovered, int partitions) {}

    @GET
    @Blocking
    @Operation(summary = "Hides known intervals, estimates them as gaps are, and says how far off that was")
    public View backtest(@RestQuery("source_id") String source, @RestQuery String from, @RestQuery String to) {
        Instant begin = time("from", from, EARLIEST);
        Instant end = time("to", to, LATEST);
        if (!begin.isBefore(end)) {
            throw ProblemException.badRequest("from is before to, found " + begin + " and " + end);
        }
        try {
            return view(history.of(caller.tenantId(), source, begin, end), begin, end);
        } catch (InvalidStateStoreException e) {
            throw ProblemException.unavailable("the partitions are being shared out at present", RETRY_AFTER);
        }
    }

    private View view(Map<KnownHistory.Meter, List<Interval>> known, Instant begin, Instant end) {
        var meters = new ArrayList<MeterView>(known.size());
        Score total = Score.NONE;
        for (var meter : known.entrySet()) {
            Score score = Backtest.of(meter.getValue());
            total = total.plus(score);
            meters.add(new MeterView(meter.getKey().source(), meter.getKey().channel(), meter.getValue().size(),
                    score.view()));
        }
        return new View("previous_24h_average", begin, end, total.view(), meters, history.partitions(),
                config.partitions());
    }

    private static Instant time(String name, String text, Instant otherwise) {
        try {
            return text == null ? otherwise : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException
                .badRequest(name + " is an RFC 3339 time such as 2025-11-03T10:00:00Z, found " + Quote.of(text));
        }
    }
}
