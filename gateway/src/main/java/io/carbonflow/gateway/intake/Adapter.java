package io.carbonflow.gateway.intake;

/** Reads one kind of payload into items and holds each against its contract. Sends nothing. */
@FunctionalInterface
public interface Adapter {

    Batch read(Envelope envelope, byte[] body);
}
