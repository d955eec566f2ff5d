package io.carbonflow.ledger.store;

import java.time.Duration;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.carbonflow.platform.problem.Problem;

/** What a caller is told when the database fails. */
public class DatabaseProblem {

    private static final Logger LOG = Logger.getLogger(DatabaseProblem.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @ServerExceptionMapper
    Response unavailable(DatabaseException failure) {
        if (failure.isAboutData()) {
            LOG.error("a request met data the database refuses", failure);
            return answer(Problem.of(500, "Internal error",
                    "the request failed on our side; the correlation id of this answer finds it in the logs"))
                .build();
        }
        LOG.warnf("a request failed: %s", failure.getMessage());
        return answer(Problem.of(503, "Unavailable", "the database does not answer at present; nothing was changed"))
            .header("Retry-After", RETRY_AFTER.toSeconds())
            .build();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
