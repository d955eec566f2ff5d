package io.carbonflow.metering.device.sparkplug;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertySet;

/** The metrics of a payload, those inside templates under the template's name and their own. */
final class Metrics {

    private static final int DEPTH_MAX = 8;
    private static final Set<String> UNIT_PROPERTIES = Set.of("engunit", "engineeringunits", "unit", "units");

    private Metrics() {}

    static List<Metric> of(Payload payload) {
        var all = new ArrayList<Metric>(payload.getMetricsCount());
        flatten("", payload.getMetricsList(), 0, all);
        return all;
    }

    private static void flatten(String prefix, List<Metric> metrics, int depth, List<Metric> all) {
        for (Metric metric : metrics) {
            if (metric.hasTemplateValue()) {
                boolean isLooked = depth < DEPTH_MAX && !metric.getTemplateValue().getIsDefinition();
                if (isLooked) {
                    flatten(prefix + metric.getName() + '/', metric.getTemplateValue().getMetricsList(), depth + 1,
                            all);
                }
            } else {
                all.add(prefix.isEmpty() ? metric : metric.toBuilder().setName(prefix + metric.getName()).build());
            }
        }
    }

    /** The unit among a metric's properties; null where none is one. */
    static String unit(Metric metric) {
        PropertySet properties = metric.getProperties();
        int both = Math.min(properties.getKeysCount(), properties.getValuesCount());
        for (int i = 0; i < both; i++) {
            boolean isUnit = UNIT_PROPERTIES.contains(properties.getKeys(i).toLowerCase(Locale.ROOT));
            if (isUnit && properties.getValues(i).hasStringValue()) {
                return properties.getValues(i).getStringValue();
            }
        }
        return null;
    }
}
