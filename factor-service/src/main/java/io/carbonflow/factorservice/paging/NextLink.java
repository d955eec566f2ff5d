package io.carbonflow.factorservice.paging;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Answers with a page and tells where the next one is. */
public final class NextLink {

    private NextLink() {}

    public static Response respond(Object page, String nextCursor, UriInfo request) {
        var response = Response.ok(page);
        if (nextCursor != null) {
            var next = request.getRequestUriBuilder().replaceQueryParam("cursor", nextCursor).build();
            response.link(next, "next");
        }
        return response.build();
    }
}
