package io.carbonflow.gateway.enrichment;

/** A document is there that something of this tenant waits for on this channel. */
public record DocumentArrived(String tenantId, String channel) {}
