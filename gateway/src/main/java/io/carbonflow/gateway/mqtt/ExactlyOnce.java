package io.carbonflow.gateway.mqtt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of QoS 2 between their arrival and the broker's release, over all connections of one session: a repeat on
 * the next connection has the same packet id and is not a second message.
 */
final class ExactlyOnce {

    private final Map<Integer, Handshake> open = new HashMap<>();

    /** One message between its arrival and the broker's release; a later one of the same packet id is another. */
    static final class Handshake {
        private Runnable answer;
        private boolean isTaken;

        private Handshake(Runnable answer) {
            this.answer = answer;
        }
    }

    /**
     * The handshake of a message that is to be taken in. Empty where it is in hand or has been taken, and then it is
     * answered here.
     *
     * @param answer sends PUBREC on the connection by which the message came this time
     */
    synchronized Optional<Handshake> begin(int packetId, Runnable answer) {
        Handshake present = open.get(packetId);
        if (present == null) {
            var begun = new Handshake(answer);
            open.put(packetId, begun);
            return Optional.of(begun);
        }
        present.answer = answer;
        if (present.isTaken) {
            answer.run();
        }
        return Optional.empty();
    }

    /**
     * The message has become what it becomes: answered on the connection by which it came last. In a session that has
     * begun since, its packet id is another message's, which has still to be taken.
     */
    synchronized void taken(int packetId, Handshake handshake) {
        if (open.get(packetId) == handshake) {
            handshake.isTaken = true;
            handshake.answer.run();
        }
    }

    /** The message could not be taken in; it comes again. */
    synchronized void failed(int packetId, Handshake handshake) {
        open.remove(packetId, handshake);
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
