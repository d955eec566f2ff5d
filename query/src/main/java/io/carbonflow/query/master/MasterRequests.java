package io.carbonflow.query.master;

import java.net.URI;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.query.parameters.Links;
import io.carbonflow.query.parameters.Parameters;
import io.smallrye.mutiny.Uni;

/** What the resources of every kind of master data answer. */
@ApplicationScoped
class MasterRequests {

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final CurrentCaller caller;
    private final MasterStore store;

    MasterRequests(CurrentCaller caller, MasterStore store) {
        this.caller = caller;
        this.store = store;
    }

    <T> Uni<RestResponse<ItemList<T>>> list(MasterKind<T> kind, String limit, String cursor, UriInfo uri) {
        var parameters = new Parameters();
        Integer count = parameters.number("limit", limit, 1, LIMIT_MAX);
        parameters.check();
        return store.list(kind, caller.tenantId(), cursor, count == null ? LIMIT_DEFAULT : count)
            .map(list -> Links.page(list, list.nextCursor(), uri));
    }

    <T> Uni<T> get(MasterKind<T> kind, String id) {
        return store.get(kind, caller.tenantId(), id);
    }

    <T> Uni<RestResponse<T>> create(MasterKind<T> kind, JsonNode body, UriInfo uri) {
        Instant now = store.now();
        T item = kind.read(body, null, now);
        URI location = uri.getAbsolutePathBuilder().path("{id}").build(kind.idOf(item));
        return store.create(kind, caller.tenantId(), item, now)
            .map(created -> RestResponse.ResponseBuilder.<T>created(location).entity(created).build());
    }

    <T> Uni<RestResponse<T>> put(MasterKind<T> kind, String id, JsonNode body, UriInfo uri) {
        Instant now = store.now();
        T item = kind.read(body, id, now);
        return store.put(kind, caller.tenantId(), item, now)
            .map(created -> created
                    ? RestResponse.ResponseBuilder.<T>created(uri.getRequestUri()).entity(item).build()
                    : RestResponse.ok(item));
    }

    <T> Uni<Void> delete(MasterKind<T> kind, String id) {
        return store.delete(kind, caller.tenantId(), id);
    }
}
