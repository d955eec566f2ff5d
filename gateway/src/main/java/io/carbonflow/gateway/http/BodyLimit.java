package io.carbonflow.gateway.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.pressure.BodyBudget;
import io.carbonflow.gateway.pressure.PressureConfig;
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
    private final PressureConfig pressure;
    private final BodyBudget budget;

    BodyLimit(IntakeConfig config, PressureConfig pressure, BodyBudget budget) {
        this.config = config;
        this.pressure = pressure;
        this.budget = budget;
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
        if (isCompressed(context)) {
            refuse(context, new ProblemException(Problem.of(415, "Unsupported media type",
                    "a compressed body is not read; send it as it is")));
        } else if (length > config.bodyBytesMax()) {
            refuse(context, ProblemException
                .tooLarge("a body has at most " + config.bodyBytesMax() + " bytes, found " + length));
        } else if (!budget.reserve(length)) {
            refuse(context, ProblemException.tooMany("too many bodies are being read; nothing was taken",
                    pressure.retryAfter()));
        } else {
            context.addEndHandler(ended -> budget.release(length));
            context.next();
        }
    }

    /** Answers now; what the sender still writes is read into nothing. */
    private static void refuse(RoutingContext context, ProblemException refusal) {
        Problem problem = refusal.problem();
        var reasons = new JsonArray();
        problem.reasons()
            .forEach(reason -> reasons
                .add(new JsonObject().put("code", reason.code()).put("detail", problem.detail())));
        var body = new JsonObject(problem.toJson());
        if (!reasons.isEmpty()) {
            body.put("reasons", reasons);
        }
        refusal.retryAfter()
            .ifPresent(after -> context.response()
                .putHeader(HttpHeaderNames.RETRY_AFTER, Long.toString(Math.max(1, after.toSeconds()))));
        context.request().resume();
        context.response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
            .end(body.encode());
    }

    private static boolean isCompressed(RoutingContext context) {
        String encoding = context.request().getHeader(HttpHeaderNames.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    /** A body in chunks does not say its length, and may have the longest permitted. */
    private long statedLength(RoutingContext context) {
        if (context.request().getHeader(HttpHeaderNames.TRANSFER_ENCODING) != null) {
            return config.bodyBytesMax();
        }
        String stated = context.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
        try {
            return stated == null ? 0 : Long.parseLong(stated);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
