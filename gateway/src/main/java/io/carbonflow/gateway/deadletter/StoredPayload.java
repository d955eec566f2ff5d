package io.carbonflow.gateway.deadletter;

/** The bytes of a refused item, exactly as received, and what is needed to take them in again. */
record StoredPayload(String channel, String source, String contentType, byte[] bytes) {}
