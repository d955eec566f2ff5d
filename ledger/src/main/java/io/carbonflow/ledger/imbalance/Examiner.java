package io.carbonflow.ledger.imbalance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.TopicPartition;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.ledger.imbalance.Evidence.Message;
import io.carbonflow.ledger.imbalance.MissingRecord.Lack;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.ledger.refusal.RawPosition;
import io.carbonflow.ledger.tally.Origin;
import io.carbonflow.ledger.tally.Origins;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;

/** Tells of each record of a minute that is searched for which end it has met. */
@ApplicationScoped
class Examiner {

    private static final String LEDGER = "ledger";

    private final WireCodec codec;
    private final Origins origins;
    private final Endings endings;

    Examiner(WireCodec codec, Origins origins, Endings endings) {
        this.codec = codec;
        this.origins = origins;
        this.endings = endings;
    }

    /** A record of a minute that is searched for, as the tallies account it. */
    private record Located(ReceivedRecord record, Origin origin, TenantMinute minute) {

        MissingRecord lacking(Lack lack, String eventId) {
            return new MissingRecord(record.topic(), record.partition(), record.offset(), eventId,
                    origin.receivedAt(), lack.id(), null);
        }

        RawPosition position() {
            return new RawPosition(record.topic(), record.partition(), record.offset(), origin.receivedAt());
        }

        String shard() {
            return record.topic() + "-" + record.partition();
        }
    }

    /**
     * Notes what these records say of the minutes.
     *
     * @param records of one partition
     * @param passed  up to where records have gone all the way
     */
    void examine(List<ReceivedRecord> records, Map<TopicPartition, Long> passed,
            Map<TenantMinute, Evidence> evidence) throws RegistryUnavailableException {
        if (records.isEmpty()) {
            return;
        }
        String topic = records.get(0).topic();
        var wanted = located(records, evidence);
        long mark = passed.getOrDefault(new TopicPartition(topic, records.get(0).partition()), 0L);
        if (topic.equals(Topics.CALCULATED_EMISSIONS) || topic.equals(Topics.DEAD_CALCULATION)) {
            follow(wanted, evidence);
            return;
        }
        if (topic.equals(Topics.DEAD_INTAKE)) {
            letters(wanted, mark, evidence);
            return;
        }
        for (Located one : wanted) {
            receive(one, evidence.get(one.minute()));
        }
        if (topic.equals(Topics.RAW_METER)) {
            for (Located one : wanted) {
                evidence.get(one.minute())
                    .message(message(one), one.lacking(Lack.INTERPRETATION, deviceOf(one.record())),
                            one.record().offset() < mark);
            }
        } else if (topic.equals(Topics.RAW_CONTEXT)) {
            wanted.forEach(one -> evidence.get(one.minute()).settled(one.shard(), one.lacking(Lack.COUNT, null)));
        } else {
            activities(wanted, mark, evidence);
        }
    }

    private List<Located> located(List<ReceivedRecord> records, Map<TenantMinute, Evidence> evidence)
            throws RegistryUnavailableException {
        var found = origins.of(records);
        var wanted = new ArrayList<Located>();
        for (int i = 0; i < records.size(); i++) {
            var minute = TenantMinute.of(found.get(i).tenantId(), found.get(i).receivedAt());
            if (evidence.containsKey(minute)) {
                wanted.add(new Located(records.get(i), found.get(i), minute));
            }
        }
        return wanted;
    }

    private static void receive(Located one, Evidence evidence) {
        var marks = one.record().marks();
        if (!one.record().topic().equals(Topics.RAW_METER)) {
            evidence.interpreted(message(one));
        }
        if (marks.releases() != null) {
            evidence.released();
        } else if (!marks.isDerived()) {
            evidence.received(one.lacking(Lack.COUNT, null));
        }
    }

    private static Message message(Located one) {
        return new Message(one.origin().receivedAt(), String.valueOf(one.record().correlationId()));
    }

    private void activities(List<Located> wanted, long mark, Map<TenantMinute, Evidence> evidence)
            throws RegistryUnavailableException {
        var byTenant = new HashMap<String, List<Endings.Raw>>();
        var eventIds = new HashMap<RawPosition, String>();
        for (Located one : wanted) {
            String eventId = eventOf(one.record());
            eventIds.put(one.position(), eventId);
            byTenant.computeIfAbsent(one.minute().tenantId(), tenant -> new ArrayList<>())
                .add(new Endings.Raw(one.position(), eventId));
        }
        var stages = new HashMap<RawPosition, String>();
        byTenant.forEach((tenant, raw) -> stages.putAll(endings.ofRaw(tenant, raw)));
        for (Located one : wanted) {
            String stage = stages.get(one.position());
            var of = evidence.get(one.minute());
            var record = one.lacking(Lack.OUTCOME, eventIds.get(one.position()));
            if (stage == null) {
                of.unsettled(record, one.record().offset() < mark);
            } else if (stage.equals(LEDGER)) {
                of.settled("chain-" + one.record().partition(), record);
            } else {
                of.settled(Topics.DEAD_CALCULATION, record);
            }
        }
    }

    private void letters(List<Located> wanted, long mark, Map<TenantMinute, Evidence> evidence)
            throws RegistryUnavailableException {
        var letters = new HashMap<Located, DeadLetter>();
        var idsByTenant = new HashMap<String, List<String>>();
        for (Located one : wanted) {
            try {
                var letter = codec.decode(one.record().value(), DeadLetter.class);
                if (!evidence.get(one.minute()).isFirst(letter.getId())) {
                    continue;
                }
                letters.put(one, letter);
                receive(one, evidence.get(one.minute()));
                idsByTenant.computeIfAbsent(one.minute().tenantId(), tenant -> new ArrayList<>()).add(letter.getId());
            } catch (UndecodableRecordException e) {
                // The ledger keeps its bytes as a letter of its own, which is found by no id of the sender's.
                receive(one, evidence.get(one.minute()));
                evidence.get(one.minute()).settled(one.shard(), one.lacking(Lack.LETTER, null));
            }
        }
        var held = new HashMap<String, Set<String>>();
        idsByTenant.forEach((tenant, ids) -> held.put(tenant, endings.lettersHeld(tenant, ids)));
        letters.forEach((one, letter) -> {
            var of = evidence.get(one.minute());
            var record = one.lacking(Lack.LETTER, letter.getEventId());
            if (held.get(one.minute().tenantId()).contains(letter.getId())) {
                of.settled(one.shard(), record);
            } else {
                of.unsettled(record, one.record().offset() < mark);
            }
        });
    }

    /** What the calculator has made of raw records. */
    private void follow(List<Located> wanted, Map<TenantMinute, Evidence> evidence)
            throws RegistryUnavailableException {
        for (Located one : wanted) {
            try {
                RawCoordinates raw = one.record().topic().equals(Topics.DEAD_CALCULATION)
                        ? codec.decode(one.record().value(), DeadLetter.class).getRaw()
                        : codec.decode(one.record().value(), CalculatedEmission.class).getRaw();
                if (raw != null) {
                    evidence.get(one.minute())
                        .followed(RawPosition.of(raw, one.origin().receivedAt()),
                                one.shard() + "-" + one.record().offset());
                }
            } catch (UndecodableRecordException e) {
                // It follows nothing that could be named.
            }
        }
    }

    private String eventOf(ReceivedRecord record) throws RegistryUnavailableException {
        try {
            return codec.decode(record.value(), RawActivity.class).getEventId();
        } catch (UndecodableRecordException e) {
            return null;
        }
    }

    private String deviceOf(ReceivedRecord record) throws RegistryUnavailableException {
        try {
            return codec.decode(record.value(), MeterFrame.class).getDevice();
        } catch (UndecodableRecordException e) {
            return null;
        }
    }
}
