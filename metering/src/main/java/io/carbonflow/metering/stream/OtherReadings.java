package io.carbonflow.metering.stream;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.streams.processor.api.Record;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.metering.device.Frame;

/** Looks at the readings that reach raw.iot.energy by other ways in: only the beat of registered meters matters here. */
final class OtherReadings {

    private final Wire wire;
    private final FamilyReader families;
    private final Registrations registrations;
    private final Meters meters;
    private final ContractConfig contract;
    private final Outlet outlet;

    OtherReadings(Wire wire, FamilyReader families, Registrations registrations, Meters meters,
            ContractConfig contract, Outlet outlet) {
        this.wire = wire;
        this.families = families;
        this.registrations = registrations;
        this.meters = meters;
        this.contract = contract;
        this.outlet = outlet;
    }

    void observe(Record<String, byte[]> message) {
        boolean isOurs = message.headers().lastHeader(RecordHeaders.DERIVED) != null || message.key() == null;
        Optional<Registration> known = isOurs ? Optional.empty() : registered(message.key());
        if (known.isPresent()) {
            wire.decode(message.value(), RawActivity.class)
                .filter(activity -> activity.getOperation() == null && !activity.getChannel().equals("metering")
                        && !families.isFamily(activity.getChannel()) && isOf(activity, message.key()))
                .ifPresent(activity -> observe(activity, known.get()));
        }
    }

    /** Others write to that topic too, and a tenant is known by the key alone. */
    private static boolean isOf(RawActivity activity, String key) {
        return key.equals(activity.getTenantId() + '|' + activity.getSourceId());
    }

    private Optional<Registration> registered(String key) {
        int bar = key.indexOf('|');
        return bar < 0 ? Optional.empty() : registrations.of(key.substring(0, bar), key.substring(bar + 1));
    }

    private void observe(RawActivity activity, Registration registration) {
        Instant told = activity.getPeriodEnd() == null ? activity.getOccurredAt() : activity.getPeriodEnd();
        Instant at = Times.at(activity.getReceivedAt(), contract).within(told, "time", new Reasons());
        BigDecimal amount = ExactDecimal.parse(activity.getQuantity()).orElse(BigDecimal.ONE.negate());
        if (at == null || amount.signum() < 0) {
            return; // the calculator refuses it
        }
        var news = new FactDraft(null, registration, activity.getReceivedAt());
        news.read(at);
        var frame = new Frame(activity.getTenantId(), "carbonflow", activity.getSourceId(), "", false,
                activity.getReceivedAt(), new byte[0]);
        var outbox = outlet.outbox(new Delivery(frame, activity.getCorrelationId(), activity.getChannel(),
                activity.getContentType(), null, false));
        if (registration.measures("interval") && registration.isOfMeter()) {
            meters.observe(new RecordKey(activity.getTenantId(), activity.getSourceId()), registration, at,
                    amount, activity.getReceivedAt(), activity.getUnit(), news, outbox);
        }
        outbox.fact(registration.id(), news.fact());
        outlet.send(outbox);
    }
}
