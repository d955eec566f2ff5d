package io.carbonflow.metering.stream;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.metering.engine.Findings.Estimate;
import io.carbonflow.metering.engine.Findings.Flow;
import io.carbonflow.metering.engine.Findings.Withdrawal;

/**
 * The activities of one meter.
 *
 * @param channel null where the device has only one meter
 * @param unit    what amounts are in
 * @param trust   in the source at present, null where nothing is known
 */
record Activities(Registration registration, String channel, String unit, String trust) {

    RawActivity flow(String eventId, Flow flow, boolean isArrival) {
        var attributes = new TreeMap<String, String>();
        if (isArrival) {
            attributes.put("time_basis", "arrival");
        }
        if (channel != null) {
            attributes.put("channel", channel);
        }
        if (flow.note() != null) {
            attributes.put("counter_note", flow.note());
        }
        return activity(eventId, flow.amount(), flow.from(), flow.to(), "measured", attributes,
                flow.start() == null ? null : flow.start().amount(), flow.end() == null ? null : flow.end().amount());
    }

    RawActivity estimate(Estimate estimate) {
        var basis = estimate.basis();
        var attributes = new TreeMap<String, String>(Map.of("imputation_basis", "previous_24h_average",
                "imputation_mean_per_hour", plain(basis.mean()), "imputation_intervals",
                Integer.toString(basis.intervals()), "imputation_window_start", basis.from().toString(),
                "imputation_window_end", basis.to().toString(), "imputation_covered_minutes",
                Long.toString(basis.covered().toMinutes())));
        if (channel != null) {
            attributes.put("channel", channel);
        }
        var activity = activity(estimatedId(estimate.from()), estimate.amount(), estimate.from(), estimate.to(),
                "imputed", attributes, null, null);
        activity.setRevision(revision(estimate.revision()));
        activity.setGateOutcome("augment");
        activity.setGateReason("imputed from the average of the 24 hours before");
        return activity;
    }

    RawActivity withdrawal(Withdrawal withdrawal) {
        var activity = activity(estimatedId(withdrawal.from()), BigDecimal.ZERO, withdrawal.from(), withdrawal.to(),
                "imputed", Map.of("withdrawn_because", "measured"), null, null);
        activity.setRevision(revision(withdrawal.revision()));
        activity.setOperation("cancel");
        return activity;
    }

    private String estimatedId(Instant from) {
        return "imputed:" + registration.id() + ":" + MeterState.name(channel) + ":" + from;
    }

    /** Compared as text, so of fixed width. */
    private static String revision(long millis) {
        return String.format(Locale.ROOT, "%020d", millis);
    }

    private RawActivity activity(String eventId, BigDecimal amount, Instant from, Instant to, String quality,
            Map<String, String> attributes, BigDecimal start, BigDecimal end) {
        var device = registration.device();
        var activity = new RawActivity();
        activity.setEventId(eventId);
        activity.setSourceId(registration.id());
        activity.setKind(ActivityKind.valueOf(registration.type().kind().name()));
        activity.setActivity(registration.activity());
        activity.setQuantity(plain(amount));
        activity.setUnit(unit);
        activity.setOccurredAt(to);
        if (from.isBefore(to)) {
            activity.setPeriodStart(from);
            activity.setPeriodEnd(to);
        }
        activity.setFacilityId(device.getFacilityId());
        activity.setSupplierId(device.getSupplierId());
        activity.setCountry(device.getCountry());
        activity.setSubdivision(device.getSubdivision());
        activity.setDataQuality(quality);
        activity.setAttributes(attributes);
        activity.setBody(activity.getKind() == ActivityKind.ENERGY
                ? new EnergyBody(null, null, start == null ? null : start.toPlainString(),
                        end == null ? null : end.toPlainString())
                : new SupplierBody(null));
        activity.setSourceTrust(trust);
        return activity;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
