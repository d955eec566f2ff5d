package io.carbonflow.metering.device.sparkplug;

import java.time.Duration;

import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation.Command;

/** The request to an edge node to say again what its metrics are. */
final class Rebirth {

    /** A node is asked at most this often: its answer takes a while and costs it something. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int AT_MOST_ONCE = 0; // as Sparkplug demands of every command

    private Rebirth() {}

    static Command of(String group, String node, Frame because) {
        long now = because.receivedAt().toEpochMilli();
        Metric metric = Metric.newBuilder()
            .setName("Node Control/Rebirth")
            .setTimestamp(now)
            .setDatatype(DataType.Boolean_VALUE)
            .setBooleanValue(true)
            .build();
        byte[] payload = Payload.newBuilder().setTimestamp(now).addMetrics(metric).build().toByteArray();
        return new Command("spBv1.0/" + group + "/NCMD/" + node, payload, AT_MOST_ONCE);
    }
}
