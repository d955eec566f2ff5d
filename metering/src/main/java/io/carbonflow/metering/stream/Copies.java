package io.carbonflow.metering.stream;

import java.nio.ByteBuffer;

import org.apache.avro.specific.SpecificRecordBase;

import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawActivity;

/** The copies of a message's bytes that records carry. */
final class Copies {

    private Copies() {}

    /** Makes the copy shorter, by its end; false where the record has none that is long enough. */
    static boolean shorten(SpecificRecordBase record, int bytes) {
        ByteBuffer copy = copyIn(record);
        if (copy == null || copy.remaining() < bytes) {
            return false;
        }
        ByteBuffer rest = copy.duplicate().limit(copy.limit() - bytes).slice();
        if (record instanceof RawActivity activity) {
            activity.setPayload(rest);
        } else if (record instanceof DeadLetter letter) {
            letter.setPayload(rest);
        } else {
            ((ContextReading) record).setPayload(rest);
        }
        return true;
    }

    private static ByteBuffer copyIn(SpecificRecordBase record) {
        if (record instanceof RawActivity activity) {
            return activity.getPayload();
        }
        if (record instanceof DeadLetter letter) {
            return letter.getPayload();
        }
        return record instanceof ContextReading reading ? reading.getPayload() : null;
    }
}
