package io.carbonflow.query.parameters;

import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestResponse;

/** The {@code Link} header of a list. */
public final class Links {

    private Links() {}

    /** One page of a list; {@code nextCursor} is null on the last. */
    public static <T> RestResponse<T> page(T body, String nextCursor, UriInfo uri) {
        var answer = RestResponse.ResponseBuilder.ok(body);
        if (nextCursor != null) {
            var next = uri.getRequestUriBuilder().replaceQueryParam("cursor", nextCursor).build();
            answer.header("Link", "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
