package io.carbonflow.ledger.tally;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;

/**
 * Finds out whose a raw record is. Ours say it in their headers. A foreign producer's record, which the calculator
 * accounts to the tenant its value names, is decoded for once; one that cannot be read goes by its key and its time in
 * the broker, as the calculator's refusal of it does.
 */
@ApplicationScoped
public class Origins {

    private final WireCodec codec;

    Origins(WireCodec codec) {
        this.codec = codec;
    }

    public List<Origin> of(List<ReceivedRecord> records) throws RegistryUnavailableException {
        var origins = new ArrayList<Origin>(records.size());
        for (ReceivedRecord received : records) {
            origins.add(received.isOurs() ? new Origin(received.tenantId(), received.receivedAt()) : decoded(received));
        }
        return origins;
    }

    private Origin decoded(ReceivedRecord received) throws RegistryUnavailableException {
        try {
            Origin named;
            if (received.topic().equals(Topics.RAW_CONTEXT)) {
                var reading = codec.decode(received.value(), ContextReading.class);
                named = new Origin(reading.getTenantId(), reading.getReceivedAt());
            } else if (received.topic().equals(Topics.RAW_METER)) {
                var frame = codec.decode(received.value(), MeterFrame.class);
                named = new Origin(frame.getTenantId(), frame.getReceivedAt());
            } else {
                var activity = codec.decode(received.value(), RawActivity.class);
                named = new Origin(activity.getTenantId(), activity.getReceivedAt());
            }
            if (named.tenantId().matches(RecordKey.TENANT_PATTERN)) {
                return named;
            }
        } catch (UndecodableRecordException e) {
            // The calculator refuses it and keeps its bytes.
        }
        return new Origin(received.accountableTenant(), received.accountableTime());
    }
}
