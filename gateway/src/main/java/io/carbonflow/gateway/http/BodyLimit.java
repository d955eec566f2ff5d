package io.carbonflow.gateway.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers an oversized body with its reason, files excepted, which are read as streams. The server's own limit knows no
 * exception and only hangs up, which a sender that is still writing sees as a broken connection; here the rest of the
 * body is read into nothing.
 */
@ApplicationScoped
class BodyLimit {

    /** Before authentication. */
    private static final int FIRST = 1_000;
    /** Read as a stream, and so of any size. */
    private static final String FILES = "/v1/files";
    /** What the server's reader of bodies asks for where a body does not say how long it is. */
    private static final String READ_AT_MOST = VertxInputStream.MAX_REQUEST_SIZE_KEY;

    private final IntakeConfig config;

    BodyLimit(IntakeConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        if (context.request().path().equals(FILES)) {
            context.next();
            return;
        }
        context.put(READ_AT_MOST, (long) config.bodyBytesMax());
        long length = statedLength(context);
        if (length <= config.bodyBytesMax()) {
            context.next();
            return;
        }
        var problem = ProblemException
            .tooLarge("a body has at most " + config.bodyBytesMax() + " bytes, found " + length)
            .problem();
        var reason = new JsonObject().put("code", problem.reasons().get(0).code()).put("detail", problem.detail());
        context.request().resume();
        context.response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
            .end(new JsonObject(problem.toJson()).put("reasons", new JsonArray().add(reason)).encode());
    }

    private static long statedLength(RoutingContext context) {
        String stated = context.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
        try {
            return stated == null ? 0 : Long.parseLong(stated);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
