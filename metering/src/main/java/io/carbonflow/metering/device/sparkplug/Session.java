package io.carbonflow.metering.device.sparkplug;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of an edge node between its messages. Births are kept as bytes and read only when one of their
 * metrics comes, because a node may have hundreds of devices.
 */
final class Session {

    /** Bytes of messages that wait for a birth; with the births it has to fit into one record. */
    static final int PENDING_BYTES_MAX = 256 << 10;
    /** Bytes of all births of a node. */
    static final int BIRTH_BYTES_MAX = 512 << 10;

    private static final int VERSION = 1;
    private static final int NONE = -1;

    private final Map<String, byte[]> births = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long deathSequence = NONE;
    private int sequence = NONE;
    private Instant rebirthAt = Instant.EPOCH;

    /** A message that came before its birth. */
    record Pending(String scope, Instant receivedAt, byte[] payload) {}

    /** What the bytes say; a new session where they say nothing we can read, which costs one birth. */
    static Session of(byte[] bytes) {
        if (bytes == null) {
            return new Session();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == VERSION ? read(in, bytes.length) : new Session();
        } catch (IOException e) {
            return new Session();
        }
    }

    private static Session read(DataInputStream in, int length) throws IOException {
        var session = new Session();
        session.deathSequence = in.readLong();
        session.sequence = in.readInt();
        session.rebirthAt = Instant.ofEpochMilli(in.readLong());
        for (int left = in.readInt(); left > 0; left--) {
            session.births.put(in.readUTF(), bytes(in, length));
        }
        for (int left = in.readInt(); left > 0; left--) {
            session.pending.add(new Pending(in.readUTF(), Instant.ofEpochMilli(in.readLong()), bytes(in, length)));
        }
        return session;
    }

    private static byte[] bytes(DataInputStream in, int atMost) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > atMost) {
            throw new IOException("a length of " + length);
        }
        return in.readNBytes(length);
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(deathSequence);
            out.writeInt(sequence);
            out.writeLong(rebirthAt.toEpochMilli());
            out.writeInt(births.size());
            for (var birth : births.entrySet()) {
                out.writeUTF(birth.getKey());
                out.writeInt(birth.getValue().length);
                out.write(birth.getValue());
            }
            out.writeInt(pending.size());
            for (Pending one : pending) {
                out.writeUTF(one.scope);
                out.writeLong(one.receivedAt.toEpochMilli());
                out.writeInt(one.payload.length);
                out.write(one.payload);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The birth of the node (an empty scope) or of one of its devices; null where none is known. */
    Birth birth(String scope) {
        byte[] bytes = births.get(scope);
        try {
            return bytes == null ? null : Birth.ofBytes(bytes);
        } catch (IOException e) {
            return null;
        }
    }

    /** Remembers the birth; false where the node's births have become too large to remember. */
    boolean born(String scope, Birth birth) {
        byte[] bytes = birth.toBytes();
        long others = births.entrySet()
            .stream()
            .filter(one -> !one.getKey().equals(scope))
            .mapToLong(one -> one.getValue().length)
            .sum();
        if (others + bytes.length > BIRTH_BYTES_MAX) {
            return false;
        }
        births.put(scope, bytes);
        return true;
    }

    /** A node that is born anew says everything again, its devices too. */
    void begin(long bornDeathSequence) {
        births.clear();
        deathSequence = bornDeathSequence;
        sequence = NONE;
    }

    /** The devices and the node that were alive until now. */
    List<String> die() {
        List<String> alive = List.copyOf(births.keySet());
        births.clear();
        sequence = NONE;
        return alive;
    }

    void die(String scope) {
        births.remove(scope);
    }

    /** Whether a death certificate is that of the life we know, and not an old one delivered late. */
    boolean isOfThisLife(long ofDeath) {
        return deathSequence == NONE || ofDeath == NONE || ofDeath == deathSequence;
    }

    /** Takes the number of a message; false where one or more are missing before it. */
    boolean follows(int number) {
        boolean isNext = sequence == NONE || number == (sequence + 1) % 256 || number == sequence;
        sequence = number;
        return isNext;
    }

    /** Whether a birth may be asked for again. */
    boolean mayAskForRebirth(Instant now, java.time.Duration pause) {
        if (now.isBefore(rebirthAt.plus(pause)) && !now.isBefore(rebirthAt.minus(pause))) {
            return false;
        }
        rebirthAt = now;
        return true;
    }

    /** Keeps a message until the birth comes; false where too many wait already. */
    boolean keep(Pending message) {
        long bytes = pending.stream().mapToLong(one -> one.payload.length + 40).sum();
        return bytes + message.payload.length <= PENDING_BYTES_MAX && pending.add(message);
    }

    /** The messages that waited for this birth, in the order in which they came; they wait no longer. */
    List<Pending> awaiting(String scope) {
        List<Pending> waited = pending.stream().filter(one -> one.scope.equals(scope)).toList();
        pending.removeAll(waited);
        return waited;
    }
}
