package io.carbonflow.metering.device.homie;

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

/** What a device has said of its properties, and the values of those it has not spoken of yet. */
final class HomieSession {

    /** Values that wait for the unit of one property; the first and the latest are never among those given up. */
    static final int PENDING_MAX = 50;
    private static final int PENDING_OF_ALL_MAX = 1_000;
    private static final int PROPERTIES_MAX = 2_000;
    private static final int TEXT_LENGTH_MAX = 200;
    private static final int VERSION = 1;

    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, String> datatypes = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private boolean isReady;

    /** A value whose unit is not known yet. */
    record Pending(String property, String value, Instant receivedAt) {}

    /** What the bytes say; a new session where they say nothing we can read. */
    static HomieSession of(byte[] bytes) {
        if (bytes == null) {
            return new HomieSession();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == VERSION ? read(in) : new HomieSession();
        } catch (IOException e) {
            return new HomieSession();
        }
    }

    private static HomieSession read(DataInputStream in) throws IOException {
        var session = new HomieSession();
        session.isReady = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            session.units.put(in.readUTF(), in.readUTF());
        }
        for (int left = in.readInt(); left > 0; left--) {
            session.datatypes.put(in.readUTF(), in.readUTF());
        }
        for (int left = in.readInt(); left > 0; left--) {
            session.pending.add(new Pending(in.readUTF(), in.readUTF(), Instant.ofEpochMilli(in.readLong())));
        }
        return session;
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeBoolean(isReady);
            write(units, out);
            write(datatypes, out);
            out.writeInt(pending.size());
            for (Pending one : pending) {
                out.writeUTF(one.property);
                out.writeUTF(one.value);
                out.writeLong(one.receivedAt.toEpochMilli());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Map<String, String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (var one : texts.entrySet()) {
            out.writeUTF(one.getKey());
            out.writeUTF(one.getValue());
        }
    }

    /** Null where the device has not said it. */
    String unit(String property) {
        return units.get(property);
    }

    Iterable<Map.Entry<String, String>> units() {
        return units.entrySet();
    }

    /** Null where the device has not said it. */
    String datatype(String property) {
        return datatypes.get(property);
    }

    /** Whether the device says that it has said everything about itself. */
    boolean isReady() {
        return isReady;
    }

    void ready(boolean isNow) {
        isReady = isNow;
    }

    void unit(String property, String unit) {
        keep(units, property, unit);
    }

    void datatype(String property, String datatype) {
        keep(datatypes, property, datatype);
    }

    private static void keep(Map<String, String> texts, String property, String text) {
        boolean hasRoom = texts.containsKey(property) || texts.size() < PROPERTIES_MAX;
        if (hasRoom && text.length() <= TEXT_LENGTH_MAX && property.length() <= TEXT_LENGTH_MAX) {
            texts.put(property, text);
        }
    }

    /** Keeps a value until its unit comes; false where too many of the device wait already. */
    boolean keep(Pending value) {
        if (value.property.length() > TEXT_LENGTH_MAX || value.value.length() > TEXT_LENGTH_MAX) {
            return false;
        }
        List<Pending> ofProperty = pending.stream().filter(one -> one.property.equals(value.property)).toList();
        if (ofProperty.size() >= PENDING_MAX) {
            pending.remove(ofProperty.get(1)); // of a counter the first and the last stand say it all
        }
        return pending.size() < PENDING_OF_ALL_MAX && pending.add(value);
    }

    /** The values that waited for this property's unit, in the order in which they came; they wait no longer. */
    List<Pending> awaiting(String property) {
        List<Pending> waited = pending.stream().filter(one -> one.property.equals(property)).toList();
        pending.removeAll(waited);
        return waited;
    }
}
