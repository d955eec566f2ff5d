package io.carbonflow.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Turns every failure of a request into problem+json; a surprise is logged and answered without its inner life. */
@ApplicationScoped
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response problem(ProblemException exception) {
        var response = builderOf(exception.problem());
        exception.retryAfter().ifPresent(after -> response.header("Retry-After", Math.max(1, after.toSeconds())));
        return response.build();
    }

    @ServerExceptionMapper
    Response unreadableJson(JsonProcessingException exception) {
        var location = exception.getLocation();
        String where = location == null ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return builderOf(Problem.of(400, "Bad request", "the body is not the JSON expected here" + where)).build();
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException exception) {
        return builderOf(Problem.of(401, "Unauthorized",
                "send your key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'"))
            .header("WWW-Authenticate", "Bearer")
            .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException exception) {
        return builderOf(Problem.of(403, "Forbidden", "the role of this key does not permit this")).build();
    }

    @ServerExceptionMapper
    Response noSuchPath(NotFoundException exception, UriInfo uri) {
        return builderOf(Problem.of(404, "Not found", "there is nothing at " + uri.getPath()
                + "; /q/swagger-ui lists what there is"))
            .build();
    }

    @ServerExceptionMapper
    Response standard(WebApplicationException exception) {
        var cause = exception.getCause();
        if (cause instanceof JsonProcessingException unreadable) {
            return unreadableJson(unreadable);
        }
        var status = exception.getResponse().getStatusInfo();
        var response = builderOf(Problem.of(status.getStatusCode(), sentence(status.getReasonPhrase()),
                exception.getMessage()));
        exception.getResponse().getStringHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Type") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return response.build();
    }

    @ServerExceptionMapper
    Response surprise(Throwable exception) {
        LOG.error("a request failed unexpectedly", exception);
        return builderOf(Problem.of(500, "Internal error",
                "the request failed on our side; the correlation id of this answer finds it in the logs"))
            .build();
    }

    private static Response.ResponseBuilder builderOf(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }

    private static String sentence(String reasonPhrase) {
        return reasonPhrase.isEmpty() ? "Error"
                : reasonPhrase.charAt(0) + reasonPhrase.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
