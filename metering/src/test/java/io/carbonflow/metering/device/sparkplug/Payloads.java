package io.carbonflow.metering.device.sparkplug;

import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertySet;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertyValue;

/** Sparkplug payloads as an edge node would send them. */
public final class Payloads {

    public static final long AT = 1752701530000L; // 2025-07-16T21:32:10Z

    private Payloads() {}

    public static byte[] payload(int sequence, Metric... metrics) {
        var payload = Payload.newBuilder().setTimestamp(AT).setSeq(sequence);
        for (Metric metric : metrics) {
            payload.addMetrics(metric);
        }
        return payload.build().toByteArray();
    }

    public static byte[] nodeBirth(long deathSequence, Metric... metrics) {
        var all = new Metric[metrics.length + 1];
        all[0] = deathSequence(deathSequence);
        System.arraycopy(metrics, 0, all, 1, metrics.length);
        return payload(0, all);
    }

    public static byte[] nodeDeath(long deathSequence) {
        return Payload.newBuilder().setTimestamp(AT).addMetrics(deathSequence(deathSequence)).build().toByteArray();
    }

    private static Metric deathSequence(long number) {
        return Metric.newBuilder()
            .setName("bdSeq")
            .setDatatype(DataType.UInt64_VALUE)
            .setLongValue(number)
            .build();
    }

    /** A metric of a birth. */
    public static Metric.Builder born(String name, long alias, double value) {
        return Metric.newBuilder()
            .setName(name)
            .setAlias(alias)
            .setDatatype(DataType.Double_VALUE)
            .setDoubleValue(value)
            .setTimestamp(AT);
    }

    /** A metric of a message after it. */
    public static Metric.Builder by(long alias, double value) {
        return Metric.newBuilder().setAlias(alias).setDoubleValue(value).setTimestamp(AT + 60_000);
    }

    public static Metric.Builder inUnit(Metric.Builder metric, String unit) {
        return metric.setProperties(PropertySet.newBuilder()
            .addKeys("engUnit")
            .addValues(PropertyValue.newBuilder().setType(DataType.String_VALUE).setStringValue(unit)));
    }
}
