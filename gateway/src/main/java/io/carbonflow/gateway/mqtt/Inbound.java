package io.carbonflow.gateway.mqtt;

/**
 * A message as the broker hands it over.
 *
 * @param packetId   names it on this connection; 0 at QoS 0
 * @param qos        0 to 2, the lower of the publisher's and our subscription's
 * @param isRetained whether the broker replays an old message
 * @param payload    null where it is too long to be read at all
 */
record Inbound(int packetId, int qos, boolean isRetained, String topic, byte[] payload) {

    boolean isTooLong() {
        return payload == null;
    }
}
