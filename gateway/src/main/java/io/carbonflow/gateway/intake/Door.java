package io.carbonflow.gateway.intake;

import java.time.Clock;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.carbonflow.platform.correlation.CorrelationId;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.smallrye.mutiny.Uni;

/** Takes in what arrives over HTTP and words the answer. */
@ApplicationScoped
public class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    private final Intake intake;
    private final CurrentCaller caller;
    private final IntakeConfig config;
    private final Clock clock;

    Door(Intake intake, CurrentCaller caller, IntakeConfig config, Clock clock) {
        this.intake = intake;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    /** Answers 202 for several items whatever each fared, 4xx for a single refused one, 503 if nothing may be acknowledged. */
    public Uni<Response> take(String channel, String contentType, byte[] body, Adapter adapter) {
        if (body.length > config.bodyBytesMax()) {
            throw ProblemException.tooLarge("a body has at most " + config.bodyBytesMax() + " bytes, found "
                    + body.length);
        }
        var envelope = envelope(channel, contentType);
        Batch batch = adapter.read(envelope, body);
        return answer(batch.several(), intake.take(envelope, batch.items()));
    }

    /** What is known of the present request. */
    public Envelope envelope(String channel, String contentType) {
        return new Envelope(caller.tenantId(), channel,
                contentType == null ? MediaType.APPLICATION_OCTET_STREAM : contentType, correlationId(),
                clock.instant());
    }

    /** The answer to a delivery that is on its way to the broker. */
    public Uni<Response> answer(boolean several, CompletionStage<IntakeAnswer> taken) {
        return Uni.createFrom()
            .completionStage(taken)
            .onFailure(failure -> !(failure instanceof ProblemException))
            .transform(this::unavailable)
            .map(answer -> several || answer.rejected().isEmpty() ? accepted(answer) : refused(answer));
    }

    private ProblemException unavailable(Throwable failure) {
        LOG.warnf("not acknowledged: %s", failure.getMessage());
        return ProblemException.unavailable(
                "the message broker or the schema registry does not answer; nothing is acknowledged, send it again",
                config.retryAfter());
    }

    private static Response accepted(IntakeAnswer answer) {
        return Response.accepted(answer).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response refused(IntakeAnswer answer) {
        var problem = RejectedProblem.of(answer);
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
    }

    private static String correlationId() {
        return MDC.get(CorrelationId.LOG_KEY) instanceof String id ? id : CorrelationId.takenOrMade(null);
    }
}
