package io.carbonflow.metering.stream;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.device.Reading;

/**
 * When a reading was taken.
 *
 * @param at        null where a reason was found
 * @param isArrival whether it is only when we got it
 */
record ReadingTime(Instant at, boolean isArrival) {

    /**
     * @param latest the latest time known of the meter, or null: in the hour that the clocks go through twice the first
     *               pass is meant, unless the meter is past it already
     */
    static ReadingTime of(Reading reading, Registration registration, Instant receivedAt, Instant latest, Times times,
            Reasons reasons) {
        if (reading.at() != null) {
            return new ReadingTime(times.within(reading.at(), "time", reasons), false);
        }
        if (reading.localTime() == null) {
            return new ReadingTime(receivedAt.truncatedTo(ChronoUnit.MICROS), true);
        }
        Instant unset = reading.localTime().toInstant(ZoneOffset.UTC);
        if (unset.isBefore(times.earliest().minus(1, ChronoUnit.DAYS))) {
            return new ReadingTime(times.within(unset, "time", reasons), false);
        }
        if (registration.zone() == null) {
            reasons.add(ReasonCode.TIMESTAMP_WITHOUT_ZONE, "time", "the device's time has no zone, found "
                    + Quote.of(reading.localTime().toString()) + "; register the device with its time_zone");
            return new ReadingTime(null, false);
        }
        List<ZoneOffset> offsets = registration.zone().getRules().getValidOffsets(reading.localTime());
        Instant at = reading.localTime().atZone(registration.zone()).toInstant();
        if (offsets.size() == 2 && latest != null && at.isBefore(latest)) {
            at = reading.localTime().toInstant(offsets.get(1));
        }
        return new ReadingTime(times.within(at, "time", reasons), false);
    }
}
