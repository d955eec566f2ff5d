package io.carbonflow.gateway.carrier;

/** What each tenant knows of places and lanes. */
@FunctionalInterface
interface Gazetteers {

    Gazetteer of(String tenantId);
}
