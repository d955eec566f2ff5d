package io.carbonflow.ledger.conservation;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.AUDITOR_ID;
import static io.carbonflow.platform.security.Role.MEMBER_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.VIEWER_ID;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.carbonflow.ledger.imbalance.ImbalanceView;
import io.carbonflow.ledger.imbalance.Imbalances;
import io.carbonflow.ledger.parameters.Parameters;
import io.carbonflow.ledger.tally.Measure;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Received = booked + duplicates + rejected + in review + context + in flight; the difference is served, not hidden. */
@Path("/v1/conservation")
@RolesAllowed({OWNER_ID, ADMIN_ID, MEMBER_ID, VIEWER_ID, AUDITOR_ID})
@Produces(MediaType.APPLICATION_JSON)
public class ConservationResource {

    private static final int MINUTES_DEFAULT = 1_440;
    private static final int MINUTES_MAX = 10_080;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Conservation conservation;
    private final Imbalances imbalances;
    private final CurrentCaller caller;

    ConservationResource(Conservation conservation, Imbalances imbalances, CurrentCaller caller) {
        this.conservation = conservation;
        this.imbalances = imbalances;
        this.caller = caller;
    }

    /** The counts of the minute in which events were received; {@code unsettled} of them had no end yet. */
    @RegisterForReflection
    public record MinuteView(Instant minute, long received, long booked, long duplicates, long rejected, long inReview,
            long context, long unsettled) {}

    /** The tenant's account; {@code imbalances} are the minutes that are known not to add up. */
    @RegisterForReflection
    public record View(long received, long booked, long duplicates, long rejected, long inReview, long context,
            long inFlight, long difference, List<MinuteView> byMinute, List<ImbalanceView> imbalances) {}

    @GET
    @Operation(summary = "Whether everything received is accounted for; minutes= limits by_minute to the newest ones")
    public View account(@RestQuery String minutes) {
        int minutesMax = minutes == null ? MINUTES_DEFAULT
                : (int) Parameters.whole("minutes", minutes, 1, MINUTES_MAX);
        try {
            return view(conservation.of(caller.tenantId(), minutesMax), imbalances.openOf(caller.tenantId()));
        } catch (KafkaException e) {
            throw ProblemException.unavailable("what is in flight cannot be told at present: " + e.getMessage(),
                    RETRY_AFTER);
        }
    }

    private static View view(Conservation.Account account, List<ImbalanceView> open) {
        var counts = account.counts();
        var balance = account.balance();
        return new View(balance.received(), counts.of(Measure.BOOKED), counts.of(Measure.DUPLICATES),
                counts.of(Measure.REJECTED), counts.of(Measure.IN_REVIEW), counts.of(Measure.CONTEXT),
                balance.inFlight(), balance.difference(),
                account.minutes().stream().map(ConservationResource::view).toList(), open);
    }

    private static MinuteView view(TallyReader.Minute minute) {
        var counts = minute.counts();
        return new MinuteView(minute.minute(), counts.of(Measure.RECEIVED), counts.of(Measure.BOOKED),
                counts.of(Measure.DUPLICATES), counts.of(Measure.REJECTED), counts.of(Measure.IN_REVIEW),
                counts.of(Measure.CONTEXT), counts.unsettled());
    }
}
