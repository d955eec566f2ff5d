package io.carbonflow.gateway.mqtt;

import java.util.HashMap;
import java.util.Map;

/**
 * The messages of QoS 2 between their arrival and the broker's release, over all connections of one session: a repeat on
 * the next connection has the same packet id and is not a second message.
 */
final class ExactlyOnce {

    private final Map<Integer, Handshake> open = new HashMap<>();

    private static final class Handshake {
        private Runnable answer;
        private boolean isTaken;

        private Handshake(Runnable answer) {
            this.answer = answer;
        }
    }

    /**
     * Whether the message is to be taken in. If not, it is in hand or has been taken, and is answered here.
     *
     * @param answer sends PUBREC on the connection by which the message came this time
     */
    synchronized boolean isNew(int packetId, Runnable answer) {
        Handshake present = open.get(packetId);
        if (present == null) {
            open.put(packetId, new Handshake(answer));
            return true;
        }
        present.answer = answer;
        if (present.isTaken) {
            answer.run();
        }
        return false;
    }

    /** The message has become what it becomes: answered on the connection by which it came last. */
    synchronized void taken(int packetId) {
        Handshake present = open.get(packetId);
        if (present != null) {
            present.isTaken = true;
            present.answer.run();
        }
    }

    /** The message could not be taken in; it comes again. */
    synchronized void failed(int packetId) {
        open.remove(packetId);
    }

    /** The broker repeats it no more; its packet id is free. */
    synchronized void released(int packetId) {
        open.remove(packetId);
    }

    /** The broker has begun a new session: what its packet ids meant is forgotten. */
    synchronized void clear() {
        open.clear();
    }
}
