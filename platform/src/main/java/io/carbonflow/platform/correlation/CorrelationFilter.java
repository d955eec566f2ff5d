package io.carbonflow.platform.correlation;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;

import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Takes or makes the correlation id of a request, and returns it. */
public class CorrelationFilter {

    @ServerRequestFilter(preMatching = true)
    public void take(ContainerRequestContext request) {
        String id = CorrelationId.takenOrMade(request.getHeaderString(CorrelationId.HEADER));
        request.setProperty(CorrelationId.LOG_KEY, id);
        MDC.put(CorrelationId.LOG_KEY, id);
    }

    @ServerResponseFilter
    public void give(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(CorrelationId.LOG_KEY) instanceof String id) {
            response.getHeaders().putSingle(CorrelationId.HEADER, id);
        }
    }
}
