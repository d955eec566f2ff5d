package io.carbonflow.metering.device.sparkplug;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.message.Meaning;

/** What a birth says of the metrics of a node, or of one of its devices: which of them matter, and under which aliases. */
final class Birth {

    private static final int OTHERS_MAX = 100;
    private static final int NAME_LENGTH_MAX = 200;

    private final Map<String, Definition> byName = new HashMap<>();
    private final Map<Long, Definition> byAlias = new HashMap<>();
    private final Set<Long> otherAliases = new HashSet<>();

    /**
     * One metric.
     *
     * @param alias    null where it has none
     * @param datatype Sparkplug's number of it, 0 where it is not said
     */
    record Definition(Long alias, String name, int datatype, Register register, String unit) {

        /** Every meter is a channel under its own name, so that another one beside it changes nothing. */
        String channel() {
            return register == Register.OTHER ? null : name;
        }
    }

    /** Of the metrics of a birth. */
    static Birth of(Payload payload) {
        return of(meters(named(payload)));
    }

    /** Of a message that names its metrics itself; whether a part stands beside its whole is not known then. */
    static Birth ofData(Payload payload) {
        List<Named> named = named(payload);
        named.replaceAll(one -> one.meaning.isPart() ? other(one) : one);
        return of(named);
    }

    private static List<Named> named(Payload payload) {
        var named = new ArrayList<Named>();
        for (Metric metric : Metrics.of(payload)) {
            if (isNamed(metric) && metric.getName().length() <= NAME_LENGTH_MAX) {
                named.add(new Named(metric, Meaning.of(metric.getName(), Metrics.unit(metric))));
            }
        }
        return named;
    }

    private static Birth of(List<Named> named) {
        var birth = new Birth();
        int others = 0;
        for (Named metric : named) {
            boolean isOther = metric.meaning.register() == Register.OTHER;
            if (isOther && (isOfTheProtocol(metric.metric.getName())
                    || Numbers.of(metric.metric, metric.metric.getDatatype()).isEmpty() || others++ >= OTHERS_MAX)) {
                if (metric.metric.hasAlias()) {
                    birth.otherAliases.add(metric.metric.getAlias());
                }
            } else {
                birth.add(metric.definition());
            }
        }
        return birth;
    }

    /** The session's own metrics measure nothing. */
    private static boolean isOfTheProtocol(String name) {
        return name.equals("bdSeq") || name.startsWith("Node Control/") || name.startsWith("Device Control/");
    }

    private record Named(Metric metric, Meaning meaning) {

        Definition definition() {
            return new Definition(metric.hasAlias() ? metric.getAlias() : null, metric.getName(),
                    metric.getDatatype(), meaning.register(), meaning.unit());
        }
    }

    /** Parts beside their whole, and volumes beside an energy, are no meters of their own; replaces them in the list. */
    private static List<Named> meters(List<Named> named) {
        for (Register register : List.of(Register.IMPORT_COUNTER, Register.EXPORT_COUNTER, Register.POWER)) {
            boolean hasEnergy = named.stream().anyMatch(one -> is(one, register) && !one.meaning.isVolume());
            named.replaceAll(one -> is(one, register) && one.meaning.isVolume() && hasEnergy ? other(one) : one);
            boolean hasWhole = named.stream().anyMatch(one -> is(one, register) && !one.meaning.isPart());
            named.replaceAll(one -> is(one, register) && one.meaning.isPart() && hasWhole ? other(one) : one);
        }
        return named;
    }

    private static boolean is(Named one, Register register) {
        return one.meaning.register() == register;
    }

    private static Named other(Named one) {
        return new Named(one.metric, one.meaning.asOther());
    }

    private void add(Definition definition) {
        byName.put(definition.name, definition);
        if (definition.alias != null) {
            byAlias.put(definition.alias, definition);
        }
    }

    /** The definition of a metric; null where it is none of those that matter. */
    Definition of(Metric metric) {
        Definition named = isNamed(metric) ? byName.get(metric.getName()) : null;
        return named == null && metric.hasAlias() ? byAlias.get(metric.getAlias()) : named;
    }

    /** Whether the birth spoke of this metric, or the metric speaks for itself. */
    boolean knows(Metric metric) {
        return isNamed(metric) || !metric.hasAlias() || byAlias.containsKey(metric.getAlias())
                || otherAliases.contains(metric.getAlias());
    }

    /** Whether the birth spoke of it as something of no interest. */
    boolean isNoMeter(Metric metric) {
        return metric.hasAlias() && otherAliases.contains(metric.getAlias());
    }

    static boolean isNamed(Metric metric) {
        return metric.hasName() && !metric.getName().isEmpty();
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(byName.size());
            for (Definition one : byName.values()) {
                out.writeBoolean(one.alias != null);
                out.writeLong(one.alias == null ? 0 : one.alias);
                out.writeUTF(one.name);
                out.writeInt(one.datatype);
                out.writeUTF(one.register.name());
                out.writeUTF(one.unit == null ? "" : one.unit);
            }
            out.writeInt(otherAliases.size());
            for (long alias : otherAliases) {
                out.writeLong(alias);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Birth ofBytes(byte[] bytes) throws IOException {
        var birth = new Birth();
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        for (int left = in.readInt(); left > 0; left--) {
            Long alias = in.readBoolean() ? (Long) in.readLong() : skipped(in);
            String name = in.readUTF();
            int datatype = in.readInt();
            Register register = register(in.readUTF());
            String unit = in.readUTF();
            birth.add(new Definition(alias, name, datatype, register, unit.isEmpty() ? null : unit));
        }
        for (int left = in.readInt(); left > 0; left--) {
            birth.otherAliases.add(in.readLong());
        }
        return birth;
    }

    private static Long skipped(DataInputStream in) throws IOException {
        in.readLong();
        return null;
    }

    private static Register register(String name) throws IOException {
        try {
            return Register.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("no register: " + name, e);
        }
    }
}
