package io.carbonflow.query.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;

/** The addresses of the pages: one document serves them all and shows what its address names. */
@ApplicationScoped
class PageRoutes {

    void register(@Observes Router router) {
        router.get("/entries/:id").handler(request -> request.reroute("/"));
    }
}
