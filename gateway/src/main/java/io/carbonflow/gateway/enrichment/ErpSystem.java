package io.carbonflow.gateway.enrichment;

import io.carbonflow.platform.resilience.Breaker;

/** One tenant's ERP: how it is asked, and whether it is worth asking now. */
record ErpSystem(String name, ErpConnection connection, ErpClient client, Breaker breaker) {}
