package io.carbonflow.ledger.parameters;

import java.util.List;

import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestResponse;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Answers with one page of a list. */
public final class Pages {

    private Pages() {}

    /**
     * One page.
     *
     * @param nextCursor where the next begins; null on the last
     */
    @RegisterForReflection
    public record Page<T>(List<T> items, String nextCursor) {}

    /** The page with the {@code Link} to the next. */
    public static <T> RestResponse<Page<T>> answer(List<T> items, String nextCursor, UriInfo uri) {
        var answer = RestResponse.ResponseBuilder.ok(new Page<>(items, nextCursor));
        if (nextCursor != null) {
            var next = uri.getRequestUriBuilder().replaceQueryParam("cursor", nextCursor).build();
            answer.header("Link", "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
